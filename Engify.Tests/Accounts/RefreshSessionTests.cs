using Engify.Features.Accounts;
using Microsoft.EntityFrameworkCore;

namespace Engify.Tests.Accounts;

public sealed class RefreshSessionTests(EngifyFixture engify) : IClassFixture<EngifyFixture>, IDisposable
{
    private static readonly TimeSpan Leeway = TimeSpan.FromSeconds(30);

    public void Dispose() => engify.Clock.AutoAdvanceAmount = TimeSpan.Zero;

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
        engify.Clock.Advance(Leeway);

        (await engify.Api.RefreshAsync(first.RefreshToken())).ShouldBeProblem(401, "refresh_token_spent");

        (await engify.Api.RefreshAsync(second.RefreshToken())).ShouldBeProblem(401, "refresh_token_spent");
        (await engify.Api.RefreshAsync(other.RefreshToken())).ShouldBeOk();
    }

    [Fact]
    public async Task A_client_that_lost_the_answer_gets_another_session_within_the_leeway()
    {
        var first = await engify.Api.RegisterAsync(AccountSteps.NewEmail());
        var lost = (await engify.Api.RefreshAsync(first.RefreshToken())).ShouldBeOk();
        engify.Clock.Advance(Leeway - TimeSpan.FromMilliseconds(1));

        var second = (await engify.Api.RefreshAsync(first.RefreshToken())).ShouldBeOk();

        Assert.Equal(3, new[] { first, lost, second }.Select(session => session.RefreshToken()).Distinct().Count());
        Assert.Single(await FamiliesOfAsync(first));
        (await engify.Api.GetCurrentUserAsync(second.AccessToken())).ShouldBeOk();
        engify.Clock.Advance(TimeSpan.FromDays(1));
        (await engify.Api.RefreshAsync(second.RefreshToken())).ShouldBeOk();
    }

    [Fact]
    public async Task Only_the_token_that_was_exchanged_last_is_taken_again()
    {
        var first = await engify.Api.RegisterAsync(AccountSteps.NewEmail());
        var second = await engify.Api.RefreshAsync(first.RefreshToken());
        var third = (await engify.Api.RefreshAsync(second.RefreshToken())).ShouldBeOk();

        (await engify.Api.RefreshAsync(first.RefreshToken())).ShouldBeProblem(401, "refresh_token_spent");

        (await engify.Api.RefreshAsync(second.RefreshToken())).ShouldBeProblem(401, "refresh_token_spent");
        (await engify.Api.RefreshAsync(third.RefreshToken())).ShouldBeProblem(401, "refresh_token_spent");
    }

    /// <summary>
    /// Through both instances: what keeps the exchanges of one family apart is the database. Time goes on meanwhile, or
    /// they would be one exchange even if nothing kept them apart.
    /// </summary>
    [Fact]
    public async Task Many_concurrent_refreshes_each_get_a_session_of_the_family()
    {
        await using var host = await engify.StartHostAsync();
        ApiClient[] instances = [engify.Api, new ApiClient(host)];
        engify.Clock.AutoAdvanceAmount = TimeSpan.FromMilliseconds(1);
        for (var round = 0; round < 10; round++)
        {
            var session = await engify.Api.RegisterAsync(AccountSteps.NewEmail());

            var answers = await Task.WhenAll(
                Enumerable.Range(0, 8).Select(i => instances[i % 2].RefreshAsync(session.RefreshToken())));

            Assert.All(answers, answer => answer.ShouldBeOk());
            Assert.Equal(8, answers.Select(answer => answer.RefreshToken()).Distinct().Count());
            var next = await Task.WhenAll(
                answers.Select((answer, i) => instances[i % 2].RefreshAsync(answer.RefreshToken())));
            Assert.All(next, answer => answer.ShouldBeOk());
            Assert.Single(await FamiliesOfAsync(session), family => family.RevokedAt is null);
        }
    }

    [Fact]
    public async Task Without_leeway_one_of_many_concurrent_refreshes_succeeds_and_the_family_ends()
    {
        await using var host = await engify.StartHostAsync(("Tokens:RefreshLeeway", "00:00:00"));
        var strict = new ApiClient(host);
        for (var round = 0; round < 10; round++)
        {
            var session = await strict.RegisterAsync(AccountSteps.NewEmail());

            var answers = await Task.WhenAll(
                Enumerable.Range(0, 8).Select(_ => strict.RefreshAsync(session.RefreshToken())));

            var winner = Assert.Single(answers, answer => answer.Status == 200);
            Assert.All(
                answers.Where(answer => answer.Status != 200),
                answer => answer.ShouldBeProblem(401, "refresh_token_spent"));
            (await strict.RefreshAsync(winner.RefreshToken())).ShouldBeProblem(401, "refresh_token_spent");
        }
    }

    /// <summary>
    /// As often as a thief repeats the exchange, of all that it brought one line outlives the leeway.
    /// </summary>
    [Fact]
    public async Task Two_who_share_a_family_are_found_out_when_they_go_on_apart()
    {
        var first = await engify.Api.RegisterAsync(AccountSteps.NewEmail());
        var owner = (await engify.Api.RefreshAsync(first.RefreshToken())).ShouldBeOk();
        var thief = (await engify.Api.RefreshAsync(first.RefreshToken())).ShouldBeOk();
        var idle = (await engify.Api.RefreshAsync(first.RefreshToken())).ShouldBeOk();
        engify.Clock.Advance(TimeSpan.FromMinutes(14));
        thief = (await engify.Api.RefreshAsync(thief.RefreshToken())).ShouldBeOk();
        engify.Clock.Advance(Leeway - TimeSpan.FromSeconds(1));
        owner = (await engify.Api.RefreshAsync(owner.RefreshToken())).ShouldBeOk();
        engify.Clock.Advance(TimeSpan.FromSeconds(1));

        // Never used, but of a generation that the family has left behind.
        (await engify.Api.RefreshAsync(idle.RefreshToken())).ShouldBeProblem(401, "refresh_token_spent");

        (await engify.Api.RefreshAsync(thief.RefreshToken())).ShouldBeProblem(401, "refresh_token_spent");
        (await engify.Api.RefreshAsync(owner.RefreshToken())).ShouldBeProblem(401, "refresh_token_spent");
    }

    [Fact]
    public async Task Repeating_an_exchange_makes_nothing_last_longer()
    {
        var first = await engify.Api.RegisterAsync(AccountSteps.NewEmail());
        engify.Clock.Advance(TimeSpan.FromDays(30) - TimeSpan.FromSeconds(20));
        var second = (await engify.Api.RefreshAsync(first.RefreshToken())).ShouldBeOk();
        engify.Clock.Advance(TimeSpan.FromSeconds(19));
        var again = (await engify.Api.RefreshAsync(first.RefreshToken())).ShouldBeOk();
        engify.Clock.Advance(TimeSpan.FromSeconds(1));

        (await engify.Api.RefreshAsync(first.RefreshToken())).ShouldBeProblem(401, "token_expired");

        engify.Clock.Advance(TimeSpan.FromDays(30) - TimeSpan.FromSeconds(20));
        (await engify.Api.RefreshAsync(second.RefreshToken())).ShouldBeProblem(401, "token_expired");
        (await engify.Api.RefreshAsync(again.RefreshToken())).ShouldBeProblem(401, "token_expired");
    }

    [Fact]
    public async Task No_session_outlives_logging_out_while_it_is_refreshed()
    {
        for (var round = 0; round < 10; round++)
        {
            var session = await engify.Api.RegisterAsync(AccountSteps.NewEmail());

            var leaving = engify.Api.LogOutAsync(session.RefreshToken());
            var answers = await Task.WhenAll(
                Enumerable.Range(0, 6).Select(_ => engify.Api.RefreshAsync(session.RefreshToken())));
            Assert.Equal(204, (await leaving).Status);

            foreach (var token in answers.Where(answer => answer.Status == 200).Append(session))
                (await engify.Api.RefreshAsync(token.RefreshToken())).ShouldBeProblem(401, "refresh_token_spent");
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
    public async Task Text_that_was_never_a_refresh_token_is_not_accepted()
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

    private Task<List<RefreshTokenFamily>> FamiliesOfAsync(Answer session)
    {
        var accountId = session["user"].GetProperty("id").GetGuid();
        return engify.QueryAsync(db => db.RefreshTokenFamilies
            .Where(family => family.AccountId == accountId).ToListAsync());
    }
}
