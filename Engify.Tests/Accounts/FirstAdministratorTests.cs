using Engify.Features.Accounts;
using Engify.Features.Accounts.CreateAdmin;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Engify.Tests.Accounts;

public sealed class FirstAdministratorTests(EngifyFixture engify) : IClassFixture<EngifyFixture>
{
    private const string Hint =
        "There is no administrator yet. Create the first: Engify.Api create-admin --email you@university.example";

    [Fact]
    public async Task In_production_the_log_says_how_to_create_the_first_administrator_until_there_is_one()
    {
        Assert.DoesNotContain(engify.Log.Entries, entry => entry.Message == Hint); // in Development

        var hint = engify.Log.NextAsync(entry => entry.Message == Hint);
        await using var host = await engify.StartHostAsync(("environment", "Production"));
        await hint;

        await using var scope = host.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IMediator>()
            .Send(new CreateAdminRequest(AccountSteps.NewEmail(), AccountSteps.Password, "Ada Admin"));
        await host.Services.GetServices<IHostedService>().OfType<FirstAdministrator>().Single()
            .CheckAsync(CancellationToken.None);

        Assert.Single(engify.Log.Entries, entry => entry.Message == Hint);
    }
}
