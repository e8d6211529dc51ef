using Alba;
using Engify.Features.Accounts;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Engify.Tests.Accounts;

/// <summary>
/// One more instance of the service, with few connections, where hashing a password can be stopped halfway.
/// </summary>
public sealed class CrowdFixture : EngifyFixture
{
    public const int Places = 2;
    public const int Queue = 20;

    /// <summary>No more than may hash at once: if they kept theirs, nobody else would have one.</summary>
    private const int Connections = Places;

    private IAlbaHost crowded = null!;

    public ParkingHasher Hasher { get; } = new();

    /// <summary>The instance with few connections; <see cref="EngifyFixture.Api"/> has as many as usual.</summary>
    public ApiClient Crowded => new(crowded);

    public HttpClient CreateCrowdedClient() => crowded.GetTestClient();

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        var few = new NpgsqlConnectionStringBuilder(ConnectionString) { MaxPoolSize = Connections, Timeout = 5 };
        crowded = await StartHostAsync(
            ("ConnectionStrings:Engify", few.ConnectionString), ("SignIn:MaxConcurrentHashes", $"{Places}"),
            ("SignIn:MaxQueuedHashes", $"{Queue}"), ("RateLimits:SignIn:PermitLimit", "100000"));
    }

    public override async Task DisposeAsync()
    {
        Hasher.Release();
        await crowded.DisposeAsync();
        await base.DisposeAsync();
        Hasher.Dispose();
    }

    /// <summary>How many transactions stand still on the database.</summary>
    public async Task<long> CountIdleTransactionsAsync()
    {
        await using var source = TestPostgres.SourceOf(ConnectionString);
        await using var count = source.CreateCommand(
            """
            SELECT count(*) FROM pg_stat_activity
            WHERE datname = current_database() AND state LIKE 'idle in transaction%'
            """);
        return (long)(await count.ExecuteScalarAsync())!;
    }

    protected override void ConfigureServices(IServiceCollection services) =>
        services.AddSingleton<IPasswordHasher<Account>>(Hasher);
}
