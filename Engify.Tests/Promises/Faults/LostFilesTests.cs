using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Engify.Api.Development.EmbeddedPostgres;
using Engify.Features.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Engify.Tests.Promises.Faults;

/// <summary>PostgreSQL goes on for a while after its files are gone, and says so only when it needs them.</summary>
public sealed partial class LostFilesTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_database_without_its_files_is_unavailable_and_the_service_not_ready()
    {
        var engify = new FixtureOfItsOwn();
        await engify.InitializeAsync();
        try
        {
            (await engify.Api.GetAsync("/health/ready", As.Anonymous)).ShouldBeOk();
            Directory.Delete(Path.Combine(engify.Server.Folder, "data"), recursive: true);

            // By the connection that it had.
            (await engify.Api.GetAsync("/health/ready", As.Anonymous)).ShouldBeProblem(503, "database_unavailable");

            engify.CloseConnections();
            (await engify.Api.GetAsync("/health/ready", As.Anonymous)).ShouldBeProblem(503, "database_unavailable");
            (await engify.Api.LogInAsync("nobody@engify.test")).ShouldBeProblem(503, "database_unavailable");
        }
        finally
        {
            await engify.DisposeAsync();
        }
    }

    [Theory]
    [InlineData("58P01", "ERROR", true)] // undefined_file
    [InlineData("58030", "ERROR", true)] // io_error
    [InlineData("53100", "ERROR", true)] // disk_full
    [InlineData("XX001", "ERROR", true)] // data_corrupted
    [InlineData("XX002", "ERROR", true)] // index_corrupted
    [InlineData("28P01", "FATAL", true)] // invalid_password: it was changed
    [InlineData("3D000", "FATAL", true)] // invalid_catalog_name: it was dropped
    [InlineData("XX000", "ERROR", false)] // internal_error
    [InlineData("42P01", "ERROR", false)] // undefined_table
    public void Failures_that_only_an_operator_can_fix_count_as_unavailability(
        string state, string severity, bool isUnavailable) =>
        Assert.Equal(
            isUnavailable,
            DatabaseFailure.IsUnavailable(new PostgresException("It failed", severity, severity, state)));

    [Fact]
    public async Task The_embedded_server_is_started_again_if_it_was_killed_and_given_up_without_its_data()
    {
        var asked = Path.Combine(AppContext.BaseDirectory, ".engify", $"lost-{Guid.NewGuid():N}");
        using var program = EngifyProgram.Start([], new Dictionary<string, string?>
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["Database__EmbeddedFolder"] = asked,
        });
        var address = AddressInLine().Match(await program.ReadUntilAsync("Engify is ready")).Value;
        var folder = FolderInLine().Match(await program.ReadUntilAsync("Database")).Groups["folder"].Value;
        using var client = new HttpClient { BaseAddress = new Uri(address) };
        var postmaster = new ServerFolder(folder).Postmaster!;

        using (var process = System.Diagnostics.Process.GetProcessById(postmaster.ProcessId))
            process.Kill();
        await program.ReadUntilAsync("had stopped and was started again");
        await WaitForReadinessAsync(client, 200);
        Assert.Equal(postmaster.Port, new ServerFolder(folder).Postmaster!.Port);

        Directory.Delete(folder, recursive: true);
        await program.ReadUntilAsync($"The data of the embedded PostgreSQL are gone from {folder}");
        await WaitForReadinessAsync(client, 503);
        (await Answer.OfAsync(await client.PostAsJsonAsync(
            "/auth/login", new { email = "student@engify.test", password = "Engify-demo-1" })))
            .ShouldBeProblem(503, "database_unavailable");
        if (Directory.Exists(asked))
            Directory.Delete(asked, recursive: true);
    }

    private static async Task WaitForReadinessAsync(HttpClient client, int status)
    {
        using var patience = new CancellationTokenSource(Patience);
        while ((int)(await client.GetAsync("/health/ready", patience.Token)).StatusCode != status)
            await Task.Yield();
    }

    [GeneratedRegex(@"http://\S+")]
    private static partial Regex AddressInLine();

    [GeneratedRegex("kept in (?<folder>.+)$")]
    private static partial Regex FolderInLine();

    private sealed class FixtureOfItsOwn : EngifyFixture
    {
        public EmbeddedPostgresServer Server { get; private set; } = null!;

        public void CloseConnections()
        {
            using var scope = Host.Services.CreateScope();
            var database = scope.ServiceProvider.GetRequiredService<EngifyDbContext>().Database;
            NpgsqlConnection.ClearPool(new NpgsqlConnection(database.GetConnectionString()));
        }

        protected override async Task<string> CreateDatabaseAsync()
        {
            Server = await EmbeddedPostgresServer.StartAsync(
                new EmbeddedPostgresOptions
                {
                    Folder = Path.Combine(AppContext.BaseDirectory, ".engify", $"lost-{Guid.NewGuid():N}"),
                    Durable = false,
                },
                NullLogger.Instance, CancellationToken.None);
            await TestPostgres.MigrateAsync(Server.ConnectionString);
            return Server.ConnectionString;
        }

        protected override Task DropDatabaseAsync()
        {
            Server.Abandon();
            Directory.Delete(Server.Folder, recursive: true);
            return Task.CompletedTask;
        }
    }
}
