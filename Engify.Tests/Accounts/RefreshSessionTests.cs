using Engify.Features.Domain;
using Engify.Tests.Harness;
using Microsoft.EntityFrameworkCore;

namespace Engify.Tests.Accounts;

public sealed class RefreshSessionTests(EngifyFixture engify) : IClassFixture<EngifyFixture>
{
    [Fact]
    public async Task A_refresh_token_brings_a_new_session()
    {
        var first = await engify.Api.RegisterAsync(AccountSteps.NewEmail());

        var second = (await engify.Api.RefreshAsync(first.RefreshToken())).ShouldBeOk();

        second.Json.ShouldHaveShape(Shapes.Session);
        Assert.NotEqual(first.RefreshToken(), second.RefreshToken());
        Assert.Equal(first["user"].GetRawText(), second["user"].GetRawText());
        (await engify.Api.GetCurrentUserAsync(second.AccessToken())).ShouldBeOk();
        (await engify.Api.RefreshAsync(second.RefreshToken())).ShouldBeOk();
    }

    [Fact]
    public async Task A_spent_refresh_token_ends_its_whole_family_and_no_other()
    {
        var email = AccountSteps.NewEmail();
        var first = await engify.Api.RegisterAsync(email);
        var other = await engify.Api.LogInAsync(email);
        var second = await engify.Api.RefreshAsync(first.RefreshToken());

        (await engify.Api.RefreshAsync(first.RefreshToken())).ShouldBeProblem(401, "refresh_token_spent");

        (await engify.Api.RefreshAsync(second.RefreshToken())).ShouldBeProblem(401, "refresh_token_spent");
        (await engify.Api.RefreshAsync(other.RefreshToken())).ShouldBeOk();
    }

    [Fact]
    public async Task Of_many_refreshes_at_once_one_succeeds_and_the_family_ends()
    {
        for (var round = 0; round < 10; round++)
        {
            var session = await engify.Api.RegisterAsync(AccountSteps.NewEmail());

            var answers = await Task.WhenAll(
                Enumerable.Range(0, 8).Select(_ => engify.Api.RefreshAsync(session.RefreshToken())));

            var winner = Assert.Single(answers, answer => answer.Status == 200);
            Assert.All(
                answers.Where(answer => answer.Status != 200), answer => answer.ShouldBeProblem(401, "refresh_token_spent"));
            (await engify.Api.RefreshAsync(winner.RefreshToken())).ShouldBeProblem(401, "refresh_token_spent");
        }
    }

    [Fact]
    public async Task A_refresh_token_is_good_for_30_days()
    {
        var early = await engify.Api.RegisterAsync(AccountSteps.NewEmail());
        var late = await engify.Api.RegisterAsync(AccountSteps.NewEmail());
        engify.Clock.Advance(TimeSpan.FromDays(30) - TimeSpan.FromSeconds(1));
        (await engify.Api.RefreshAsync(early.RefreshToken())).ShouldBeOk();

        engify.Clock.Advance(TimeSpan.FromSeconds(1));

        (await engify.Api.RefreshAsync(late.RefreshToken())).ShouldBeProblem(401, "token_expired");
    }

    [Fact]
    public async Task What_was_never_a_refresh_token_is_not_accepted()
    {
        var session = await engify.Api.RegisterAsync(AccountSteps.NewEmail());

        (await engify.Api.RefreshAsync("made up")).ShouldBeProblem(401, "unauthenticated");
        (await engify.Api.RefreshAsync(session.AccessToken()![..100])).ShouldBeProblem(401, "unauthenticated");
        (await engify.Api.RefreshAsync("")).ShouldBeInvalid("refreshToken");
        (await engify.Api.RefreshAsync(null)).ShouldBeProblem(400, "malformed_request");
    }

    [Fact]
    public async Task Refresh_tokens_are_kept_as_hashes_only()
    {
        var session = await engify.Api.RegisterAsync(AccountSteps.NewEmail());

        var hash = RefreshToken.HashOf(session.RefreshToken()!);

        Assert.Equal(1, await engify.QueryAsync(db => db.RefreshTokens.CountAsync(token => token.Hash == hash)));
    }
}
