using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Engify.Features.Database;

/// <summary>
/// How connections are used, where the operator's connection string does not say otherwise. Nothing waits for the
/// database as long as a request may take (30 seconds), so that whoever waits is answered.
/// </summary>
internal static class Connections
{
    /// <summary>
    /// The key of a provider whose <see cref="EngifyDbContext"/> connects outside the pool: for what those wait for who may
    /// hold a connection of the pool. If it needed one too, they could all wait for each other.
    /// </summary>
    public const string OutsidePool = nameof(OutsidePool);

    /// <summary>
    /// Two instances, their listeners and an operator fit into the 100 connections that PostgreSQL allows.
    /// </summary>
    private const int MaxPoolSize = 40;

    /// <summary>In seconds: for a free connection of the pool, or for a new one.</summary>
    private const int OpenTimeout = 5;

    /// <summary>In seconds: for the answer to a command.</summary>
    private const int CommandTimeout = 10;

    /// <summary>
    /// In seconds: after which, and then how often, a connection that is idle is asked whether it is alive.
    /// </summary>
    private const int KeepaliveTime = 10, KeepaliveInterval = 5;

    /// <summary>
    /// What a machine that died in the middle of a transaction has locked is free again after a time; and a statement
    /// is planned once for all its values, which PostgreSQL else does only if it seems to cost no more than planning
    /// anew.
    /// </summary>
    private const string SessionSettings =
        "-c idle_in_transaction_session_timeout=15s -c plan_cache_mode=force_generic_plan";

    [return: NotNullIfNotNull(nameof(connectionString))]
    public static string? Tuned(string? connectionString)
    {
        if (connectionString is null)
            return null;

        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        // Prepared by us, see PreparedFirst, and so not by Npgsql.
        settings.Remove("Max Auto Prepare");
        // Nothing that we do to a session outlives its transaction, so there is nothing to reset when it goes back to
        // the pool.
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
    /// PostgreSQL parses and plans a statement once for each connection, not for each request: more than half of its
    /// work for a list. An operator whose pooler cannot have that says <c>Max Auto Prepare=0</c>.
    /// </summary>
    public static IEnumerable<PreparedFirst> PreparedFirst(string? connectionString) =>
        new NpgsqlConnectionStringBuilder(connectionString) is { MaxAutoPrepare: 0 } settings
            && settings.ShouldSerialize("Max Auto Prepare")
            ? []
            : [new PreparedFirst()];

    /// <summary>What the service connects with: for a connection that is not a request's.</summary>
    public static string? StringOf(IServiceScopeFactory scopes)
    {
        using var scope = scopes.CreateScope();
        return scope.ServiceProvider.GetRequiredService<EngifyDbContext>().Database.GetConnectionString();
    }

    [return: NotNullIfNotNull(nameof(connectionString))]
    public static string? Unpooled(string? connectionString) => connectionString is null
        ? null
        : new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString;

    /// <summary>Outside the pool: for a connection that is kept, or whose session must end with its use.</summary>
    public static NpgsqlConnection OfItsOwn(string? connectionString) =>
        new(new NpgsqlConnectionStringBuilder(connectionString)
        {
            Pooling = false,
            // Of a connection that is only waited on nobody else would notice that it is dead.
            KeepAlive = KeepaliveTime,
        }.ConnectionString);

    private static void SetDefault(NpgsqlConnectionStringBuilder settings, string keyword, object value)
    {
        if (!settings.ShouldSerialize(keyword))
            settings[keyword] = value;
    }
}
