using Engify.Features.Database;
using Npgsql;

namespace Engify.Tests.Promises.Faults;

/// <summary>How long anything waits for the database.</summary>
public sealed class ConnectionTests
{
    private const int RequestTimeout = 30;

    [Fact]
    public void Nothing_waits_for_the_database_as_long_as_a_request_may_take()
    {
        var settings = Tuned("Host=db;Database=engify");

        Assert.InRange(settings.Timeout, 1, 10);
        Assert.InRange(settings.CommandTimeout, 1, RequestTimeout - settings.Timeout - 10);
        Assert.InRange(settings.CancellationTimeout, 1, 5000);
        Assert.True(settings.TcpKeepAlive);
        Assert.InRange(settings.MaxPoolSize, 20, 48);
    }

    [Fact]
    public void The_operators_settings_win()
    {
        var settings = Tuned(
            "Host=db;Timeout=7;Command Timeout=21;Maximum Pool Size=9;Tcp Keepalive=false;Options=-c work_mem=8MB");

        Assert.Equal(
            (7, 21, 9, false, "-c work_mem=8MB"),
            (settings.Timeout, settings.CommandTimeout, settings.MaxPoolSize, settings.TcpKeepAlive, settings.Options));
    }

    /// <summary>What a dead instance has locked does not stay so, and no statement is planned anew.</summary>
    [Theory]
    [InlineData("idle_in_transaction_session_timeout", "15s")]
    [InlineData("plan_cache_mode", "force_generic_plan")]
    [InlineData("enable_seqscan", "off")]
    [InlineData("jit", "off")]
    public async Task Every_session_has_the_setting(string setting, string value)
    {
        var database = await TestPostgres.CreateDatabaseAsync();
        await using (var source = TestPostgres.SourceOf(Connections.Tuned(database)))
        {
            await using var command = source.CreateCommand($"SHOW {setting}");
            Assert.Equal(value, await command.ExecuteScalarAsync());
        }

        await TestPostgres.DropDatabaseAsync(database);
    }

    private static NpgsqlConnectionStringBuilder Tuned(string connectionString) =>
        new(Connections.Tuned(connectionString));
}
