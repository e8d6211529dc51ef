using Engify.Features.Accounts;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Engify.Tests.Promises.Faults;

/// <summary>
/// Whoever waits for a key in a transaction holds a connection: if the key took one of the pool, all might wait.
/// </summary>
public sealed class KeyPoolTests(KeyPoolTests.ForgetfulFixture engify) : IClassFixture<KeyPoolTests.ForgetfulFixture>
{
    [Fact]
    public async Task Signing_keys_are_read_while_every_connection_of_the_pool_waits_for_them()
    {
        var one = new NpgsqlConnectionStringBuilder(engify.ConnectionString) { MaxPoolSize = 1, Timeout = 5 };
        await using var host = await engify.StartHostAsync(("ConnectionStrings:Engify", one.ConnectionString));
        var session = await engify.Api.RegisterAsync(AccountSteps.NewEmail());

        (await new ApiClient(host).RefreshAsync(session.RefreshToken())).ShouldBeOk();
    }

    /// <summary>
    /// Reads its signing keys when they are needed first, as if the database had been away at the start.
    /// </summary>
    public sealed class ForgetfulFixture : EngifyFixture
    {
        protected override void ConfigureServices(IServiceCollection services) => services.Remove(
            services.Single(service => service.ImplementationType == typeof(SigningKeyRefresh)));
    }
}
