using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Engify.Features.Database;

/// <summary>
/// How connections are used unless the operator's connection string says otherwise. Every wait for the database is
/// shorter than a request may take (30 seconds), so that every caller gets an answer.
/// </summary>
internal static class Connections
{
    /// <summary>
    /// Two instances, their listeners and an operator fit into the 100 connections that PostgreSQL allows.
    /// </summary>
    private const int MaxPoolSize = 40;

    /// <summary>In seconds: for a free connection of the pool, or for a new one.</summary>
    private const int OpenTimeout = 5;

    /// <summary>In seconds: for the answer to a command.</summary>
    private const int CommandTimeout = 10;

    /// <summary>In seconds: how often an idle connection is checked.</summary>
    private const int KeepaliveTime = 10, KeepaliveInterval = 5;

    /// <summary>
    /// Locks held by a machine that died in a transaction are released after a while. Each statement is planned once
    /// for all values; by default PostgreSQL does so only if the generic plan looks no more expensive. The table may be
    /// empty then, and reading it from end to end the cheapest plan, which would stay while the table grows; so plans
    /// use an index wherever there is one. Where there is none, the plan now looks so expensive that PostgreSQL would
    /// compile it, so that is off, too.
    /// </summary>
    private const string SessionSettings =
        "-c idle_in_transaction_session_timeout=15s"
        + " -c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c jit=off";

    [return: NotNullIfNotNull(nameof(connectionString))]
    public static string? Tuned(string? connectionString)
    {
        if (connectionString is null)
            return null;

        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        // PreparedFirst prepares statements, so Npgsql must not.
        settings.Remove("Max Auto Prepare");
        // No session state outlives its transaction, so there is nothing to reset when a connection returns to the
        // pool.
        SetDefault(settings, "No Reset On Close", true);
        SetDefault(settings, "Maximum Pool Size", MaxPoolSize);
        SetDefault(settings, "Timeout", OpenTimeout);
        SetDefault(settings, "Command Timeout", CommandTimeout);
        SetDefault(settings, "Tcp Keepalive", true);
        SetDefault(settings, "Tcp Keepalive Time", KeepaliveTime);
        SetDefault(settings, "Tcp Keepalive Interval", KeepaliveInterval);
        SetDefault(settings, "Options", SessionSettings);
        return settings.ConnectionString;
    }

    /// <summary>
    /// PostgreSQL parses and plans a statement once per connection instead of once per request, which saves more than
    /// half of its work for a list. An operator whose pooler does not support this sets <c>Max Auto Prepare=0</c>.
    /// </summary>
    public static IEnumerable<PreparedFirst> PreparedFirst(string? connectionString) =>
        new NpgsqlConnectionStringBuilder(connectionString) is { MaxAutoPrepare: 0 } settings
            && settings.ShouldSerialize("Max Auto Prepare")
            ? []
            : [new PreparedFirst()];

    /// <summary>The connection string for connections that do not serve a request.</summary>
    public static string? StringOf(IServiceScopeFactory scopes)
    {
        using var scope = scopes.CreateScope();
        return scope.ServiceProvider.GetRequiredService<EngifyDbContext>().Database.GetConnectionString();
    }

    [return: NotNullIfNotNull(nameof(connectionString))]
    public static string? Unpooled(string? connectionString) => connectionString is null
        ? null
        : new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString;

    /// <summary>
    /// Without pooling, for a connection that stays open, or whose session must end when it is closed.
    /// </summary>
    public static NpgsqlConnection OfItsOwn(string? connectionString) =>
        new(new NpgsqlConnectionStringBuilder(connectionString)
        {
            Pooling = false,
            // Nothing else would notice that a connection is dead if it is only listened on.
            KeepAlive = KeepaliveTime,
        }.ConnectionString);

    private static void SetDefault(NpgsqlConnectionStringBuilder settings, string keyword, object value)
    {
        if (!settings.ShouldSerialize(keyword))
            settings[keyword] = value;
    }
}
