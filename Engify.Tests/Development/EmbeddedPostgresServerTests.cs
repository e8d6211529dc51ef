using System.Diagnostics;
using Engify.Api.Development.EmbeddedPostgres;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Engify.Tests.Development;

public sealed class EmbeddedPostgresServerTests : IDisposable
{
    private readonly string folder = Path.Combine(AppContext.BaseDirectory, ".engify", $"server-{Guid.NewGuid():N}");

    public void Dispose()
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Data_are_kept_between_runs_and_a_folder_in_use_is_shared()
    {
        await using (var server = await StartAsync())
        {
            await ExecuteAsync(server, "CREATE TABLE kept AS SELECT 42 AS answer");

            await using var sharing = await StartAsync();
            Assert.Equal(server.Port, sharing.Port);
            Assert.Equal(42, await ExecuteAsync(sharing, "SELECT answer FROM kept"));

            await sharing.DisposeAsync();
            Assert.Equal(42, await ExecuteAsync(server, "SELECT answer FROM kept"));
        }

        await using var again = await StartAsync();
        Assert.Equal(42, await ExecuteAsync(again, "SELECT answer FROM kept"));
    }

    [Fact]
    public async Task A_server_that_a_killed_run_left_behind_is_taken_over()
    {
        await using (var server = await StartAsync())
            await ExecuteAsync(server, "CREATE TABLE kept AS SELECT 42 AS answer");
        var programs = new PostgresPrograms(
            (await PostgresPrograms.FindDirectoryAsync(CancellationToken.None))!,
            await ServerAccount.CurrentAsync(CancellationToken.None));
        var port = await programs.StartAsync(new ServerFolder(folder), Options, CancellationToken.None);

        try
        {
            await using (var owner = await StartAsync())
            {
                Assert.Equal(port, owner.Port);
                Assert.Equal(42, await ExecuteAsync(owner, "SELECT answer FROM kept"));
            }

            Assert.Null(new ServerFolder(folder).Postmaster); // whoever takes it over stops it
        }
        finally
        {
            await programs.StopAsync(new ServerFolder(folder), CancellationToken.None);
        }
    }

    [Fact]
    public async Task A_server_that_was_killed_itself_is_started_again_with_what_was_committed()
    {
        await using (var server = await StartAsync())
        {
            await ExecuteAsync(server, "CREATE TABLE kept AS SELECT 42 AS answer");
            using var process = Process.GetProcessById(new ServerFolder(folder).Postmaster!.ProcessId);
            process.Kill();
            await process.WaitForExitAsync();
        }

        await using var again = await StartAsync();
        Assert.Equal(42, await ExecuteAsync(again, "SELECT answer FROM kept"));
    }

    [Fact]
    public async Task It_listens_on_this_machine_only_and_asks_for_its_password()
    {
        await using var server = await StartAsync();

        Assert.Equal("127.0.0.1", await ExecuteAsync(server, "SHOW listen_addresses"));
        var wrong = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Password = "guess", Pooling = false };
        await using var connection = new NpgsqlConnection(wrong.ConnectionString);
        var refused = await Assert.ThrowsAsync<PostgresException>(() => connection.OpenAsync());
        Assert.Equal(PostgresErrorCodes.InvalidPassword, refused.SqlState);
    }

    private EmbeddedPostgresOptions Options => new() { Folder = folder, Durable = true };

    private Task<EmbeddedPostgresServer> StartAsync() =>
        EmbeddedPostgresServer.StartAsync(Options, NullLogger.Instance, CancellationToken.None);

    private static async Task<object?> ExecuteAsync(EmbeddedPostgresServer server, string sql)
    {
        await using var source = NpgsqlDataSource.Create(server.ConnectionString);
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }
}
