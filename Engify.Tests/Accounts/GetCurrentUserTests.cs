using Engify.Features.Accounts;
using Microsoft.EntityFrameworkCore;

namespace Engify.Tests.Accounts;

public sealed class GetCurrentUserTests(EngifyFixture engify) : IClassFixture<EngifyFixture>
{
    [Fact]
    public async Task Nobody_is_nobody() =>
        (await engify.Api.GetAsync("/auth/me", As.Anonymous)).ShouldBeProblem(401, "unauthenticated");

    [Fact]
    public async Task Who_no_longer_has_an_account_is_nobody()
    {
        var session = await engify.Api.RegisterAsync(AccountSteps.NewEmail());
        var id = session["user"].GetProperty("id").GetGuid();
        await engify.QueryAsync(db => db.Set<Account>().Where(account => account.Id == id).ExecuteDeleteAsync());

        (await engify.Api.GetCurrentUserAsync(session.AccessToken())).ShouldBeProblem(401, "unauthenticated");
    }
}
