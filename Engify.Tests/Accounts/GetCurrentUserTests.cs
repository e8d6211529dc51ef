using Engify.Features.Accounts;
using Microsoft.EntityFrameworkCore;

namespace Engify.Tests.Accounts;

public sealed class GetCurrentUserTests(EngifyFixture engify) : IClassFixture<EngifyFixture>
{
    [Fact]
    public async Task Nobody_is_nobody() =>
        (await engify.Api.GetAsync("/auth/me", As.Anonymous)).ShouldBeProblem(401, "unauthenticated");

    [Fact]
    public async Task A_token_of_a_deleted_account_belongs_to_nobody()
    {
        var session = await engify.Api.RegisterAsync(AccountSteps.NewEmail());
        var id = session["user"].GetProperty("id").GetGuid();
        await engify.QueryAsync(db => db.Set<Account>().Where(account => account.Id == id).ExecuteDeleteAsync());

        (await engify.Api.GetCurrentUserAsync(session.AccessToken())).ShouldBeProblem(401, "unauthenticated");
    }
}
