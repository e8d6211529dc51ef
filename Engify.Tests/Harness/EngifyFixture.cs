using System.Collections.Concurrent;
using Alba;
using Engify.Features.Database;
using Engify.Features.Integrity.CheckIntegrity;
using MediatR;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Engify.Tests.Harness;

/// <summary>The whole service on a database of its own, at a time of its own: Monday 2 March 2026, noon UTC.</summary>
public class EngifyFixture : IAsyncLifetime
{
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    public FakeTimeProvider Clock { get; } = new(Start);

    public LogSink Log { get; } = new();

    private readonly ConcurrentDictionary<string, Task<IAlbaHost>> others = new();

    public IAlbaHost Host { get; private set; } = null!;

    public string ConnectionString { get; private set; } = null!;

    public ApiClient Api => new(Host);

    public School School => new(this);

    public virtual async Task InitializeAsync()
    {
        ConnectionString = await CreateDatabaseAsync();
        var scheduled = Log.NextAsync(entry => entry.Message == "Scheduled 0 group sessions");
        var listening = Log.NextAsync(entry => entry.Message == "Listening for changes of the catalogue");
        var hearing = Log.NextAsync(entry => entry.Message == "Listening for ended access");
        Host = await StartHostAsync();
        // Otherwise the scheduler might still see what the first test adds.
        await scheduled;
        await listening;
        await hearing;
    }

    public virtual async Task DisposeAsync()
    {
        foreach (var other in others.Values)
            await (await other).DisposeAsync();
        await Host.DisposeAsync();
        await DropDatabaseAsync();
    }

    /// <returns>The connection string of a migrated, empty database.</returns>
    protected virtual Task<string> CreateDatabaseAsync() => TestPostgres.CreateDatabaseAsync();

    protected virtual Task DropDatabaseAsync() => TestPostgres.DropDatabaseAsync(ConnectionString);

    /// <summary>
    /// The service with other settings, on the same database: one instance for all tests of a class that ask for these.
    /// </summary>
    /// <inheritdoc cref="StartHostAsync" path="/param"/>
    public Task<IAlbaHost> HostWithAsync(params (string Key, string? Value)[] settings) =>
        others.GetOrAdd(string.Join('\n', settings), _ => StartHostAsync(settings));

    /// <summary>Starts the service, or one more instance of it, on the same database.</summary>
    /// <param name="settings">
    /// What is not as tests usually have it; null for what is as the service itself has it.
    /// </param>
    public Task<IAlbaHost> StartHostAsync(params (string Key, string? Value)[] settings) =>
        AlbaHost.For<Program>(builder => Configure(builder, settings));

    public void Configure(IWebHostBuilder builder, params (string Key, string? Value)[] settings)
    {
        var all = new Dictionary<string, string?>
        {
            ["environment"] = "Development",
            ["ConnectionStrings:Engify"] = ConnectionString,
            ["Database:MigrateOnStart"] = "false",
            ["DemoData:SeedOnStart"] = "false",
            ["Https:Required"] = "false",
            ["DataProtection:CertificatePath"] = TestCertificate.Path,
            ["DataProtection:CertificatePassword"] = TestCertificate.Password,
        };
        foreach (var (key, value) in settings)
            all[key] = value;
        foreach (var (key, value) in all.Where(setting => setting.Value is not null))
            builder.UseSetting(key, value);
        builder.ConfigureLogging(logging => logging.ClearProviders().AddProvider(Log));
        builder.ConfigureTestServices(services =>
        {
            // First, and so outermost: every answer of every instance passes it.
            if (IsWatched)
                services.AddSingleton<IStartupFilter, ContractWatch>();
            services.AddSingleton<TimeProvider>(Clock);
            if (!HashesAsInProduction)
                services.Configure<PasswordHasherOptions>(hashing => hashing.IterationCount = 1);
            ConfigureServices(services);
        });
    }

    /// <summary>Whether every answer is held against the OpenAPI document.</summary>
    protected virtual bool IsWatched => true;

    /// <summary>Whether hashing a password is as slow as it is meant to be.</summary>
    protected virtual bool HashesAsInProduction => false;

    /// <summary>What a test needs inside the service.</summary>
    protected virtual void ConfigureServices(IServiceCollection services)
    {
    }

    /// <summary>Sends what <see cref="ApiClient"/> cannot, as an administrator.</summary>
    public async Task<HttpClient> CreateClientAsync()
    {
        var client = Host.GetTestClient();
        client.DefaultRequestHeaders.Add("Authorization", await As.AuthorizationAsync(Host.Services, As.Admin));
        return client;
    }

    /// <summary>Runs the program itself to its end on this database, or on another.</summary>
    public Task<(int ExitCode, string Output, string Error)> RunProgramAsync(
        string arguments, string? connectionString = null, string? input = null) =>
        EngifyProgram.RunAsync(arguments, connectionString ?? ConnectionString, input);

    /// <summary>Uses the database directly: for what a test has to find there or to see there afterwards.</summary>
    public async Task<T> QueryAsync<T>(Func<EngifyDbContext, Task<T>> query)
    {
        await using var scope = Host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<EngifyDbContext>();
        var result = await query(db);
        await ServiceKnowsAsync(db);
        return result;
    }

    /// <summary>Runs SQL over a connection of its own, as somebody typing it: nobody else tells the service.</summary>
    public async Task ExecuteAsync(string sql)
    {
        await using var source = TestPostgres.SourceOf(ConnectionString);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>
    /// The service remembers the catalogue until PostgreSQL tells it of a change, a moment after it. What is told after
    /// that comes after that.
    /// </summary>
    private async Task ServiceKnowsAsync(EngifyDbContext db)
    {
        var word = $"{Guid.NewGuid()}";
        var heard = Log.NextAsync(entry => entry.Message.EndsWith(word, StringComparison.Ordinal));
        await db.Database.ExecuteSqlAsync($"SELECT pg_notify('engify_catalogue', {word})");
        await heard;
    }

    /// <summary>
    /// Ends every session on the database, but for those that listen, as an administrator might, and waits until they
    /// have ended.
    /// </summary>
    public async Task EndSessionsAsync()
    {
        await using var source = TestPostgres.SourceOf(ConnectionString);
        await using var end = source.CreateCommand(
            """
            SELECT count(pg_terminate_backend(pid, 30000)) FROM pg_stat_activity
            WHERE datname = current_database() AND pid <> pg_backend_pid()
                AND query NOT LIKE 'LISTEN%' AND query <> 'SELECT id FROM ended_access'
            """);
        await end.ExecuteNonQueryAsync();
    }

    /// <summary>What a protected text says.</summary>
    public string? Reveal(ProtectedText? text) => Host.Services.GetRequiredService<TextProtection>().Reveal(text);

    /// <summary>Asks the executable check of everything that must always be true.</summary>
    public async Task<IReadOnlyList<IntegrityFault>> CheckAsync()
    {
        await using var scope = Host.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new CheckIntegrityRequest());
    }
}
