using System.Net;
using System.Text.Json;

namespace Engify.Tests.Accounts;

public sealed class SessionTests(EngifyFixture engify) : IClassFixture<EngifyFixture>
{
    private const string NewPassword = "staple battery horse";

    private static readonly string[] Shape = ["id", "isCurrent", "network", "createdAt", "lastUsedAt", "expiresAt"];

    [Fact]
    public async Task Whoever_is_signed_in_sees_where()
    {
        var email = AccountSteps.NewEmail();
        var first = await engify.Api.RegisterAsync(email);
        engify.Clock.Advance(TimeSpan.FromSeconds(1));
        var second = await From("2001:db8:1:2:3::4").LogInAsync(email);
        await engify.Api.RegisterAsync(AccountSteps.NewEmail());

        var sessions = await ListAsync(second);

        Assert.Equal([true, false], sessions.Select(session => session.GetProperty("isCurrent").GetBoolean()));
        Assert.Equal("2001:db8:1:2::/64", sessions[0].ShouldHaveShape(Shape).GetProperty("network").GetString());
        Assert.Equal([false, true], (await ListAsync(first)).Select(s => s.GetProperty("isCurrent").GetBoolean()));
    }

    [Fact]
    public async Task One_session_ends_and_its_access_token_with_it()
    {
        var email = AccountSteps.NewEmail();
        var (first, second) = (await engify.Api.RegisterAsync(email), await engify.Api.LogInAsync(email));
        var id = (await ListAsync(first)).Single(session => !session.GetProperty("isCurrent").GetBoolean())
            .GetProperty("id").GetGuid();

        Assert.Equal(204, (await DeleteAsync($"/auth/sessions/{id}", first)).Status);

        await engify.ShouldEndAsync(engify.Api, second);
        (await engify.Api.RefreshAsync(second.RefreshToken())).ShouldBeProblem(401, "refresh_token_spent");
        (await engify.Api.GetCurrentUserAsync(first.AccessToken())).ShouldBeOk();
        Assert.Single(await ListAsync(first));
        (await DeleteAsync($"/auth/sessions/{id}", first)).ShouldBeProblem(404, "session_not_found");
    }

    [Fact]
    public async Task Nobody_ends_another_persons_session()
    {
        var mine = await engify.Api.RegisterAsync(AccountSteps.NewEmail());
        var theirs = await engify.Api.RegisterAsync(AccountSteps.NewEmail());
        var id = (await ListAsync(theirs)).Single().GetProperty("id").GetGuid();

        (await DeleteAsync($"/auth/sessions/{id}", mine)).ShouldBeProblem(404, "session_not_found");

        (await engify.Api.RefreshAsync(theirs.RefreshToken())).ShouldBeOk();
    }

    [Fact]
    public async Task All_other_sessions_end_at_once()
    {
        var email = AccountSteps.NewEmail();
        var first = await engify.Api.RegisterAsync(email);
        Answer[] others = [await engify.Api.LogInAsync(email), await engify.Api.LogInAsync(email)];
        var refreshed = await engify.Api.RefreshAsync(first.RefreshToken());

        Assert.Equal(204, (await DeleteAsync("/auth/sessions", refreshed)).Status);

        foreach (var other in others)
            await engify.ShouldEndAsync(engify.Api, other);
        (await engify.Api.GetCurrentUserAsync(first.AccessToken())).ShouldBeOk();
        Assert.Single(await ListAsync(refreshed));
    }

    [Fact]
    public async Task Logging_out_ends_the_access_token_too()
    {
        var session = await engify.Api.RegisterAsync(AccountSteps.NewEmail());

        await engify.Api.LogOutAsync(session.RefreshToken());

        await engify.ShouldEndAsync(engify.Api, session);
    }

    [Fact]
    public async Task A_new_password_signs_in_and_the_old_one_no_longer_and_other_sessions_end()
    {
        var email = AccountSteps.NewEmail();
        var (mine, other) = (await engify.Api.RegisterAsync(email), await engify.Api.LogInAsync(email));

        Assert.Equal(204, (await ChangeAsync(mine, AccountSteps.Password, NewPassword)).Status);

        await engify.ShouldEndAsync(engify.Api, other);
        (await engify.Api.GetCurrentUserAsync(mine.AccessToken())).ShouldBeOk();
        (await engify.Api.RefreshAsync(mine.RefreshToken())).ShouldBeOk();
        (await engify.Api.LogInAsync(email)).ShouldBeProblem(401, "invalid_credentials");
        (await engify.Api.LogInAsync(email, NewPassword)).ShouldBeOk();
        var id = mine["user"].GetProperty("id").GetGuid();
        Assert.Contains(
            "ChangePassword",
            (await engify.Api.GetAsync($"/audit?objectId={id}")).Json.EnumerateArray()
                .Select(entry => entry.GetProperty("action").GetString()));
    }

    [Fact]
    public async Task A_password_is_not_changed_without_the_current_one_nor_to_a_weak_one()
    {
        var email = AccountSteps.NewEmail();
        var session = await engify.Api.RegisterAsync(email);

        (await ChangeAsync(session, "wrong", NewPassword)).ShouldBeProblem(400, "wrong_password");
        (await ChangeAsync(session, AccountSteps.Password, "short")).ShouldBeProblem(400, "weak_password");
        (await ChangeAsync(session, "", NewPassword)).ShouldBeInvalid("currentPassword");
        (await ChangeAsync(session, AccountSteps.Password, "")).ShouldBeInvalid("newPassword");

        (await engify.Api.LogInAsync(email)).ShouldBeOk();
    }

    [Fact]
    public async Task A_stolen_access_token_guesses_the_password_no_better_than_a_stranger()
    {
        var session = await engify.Api.RegisterAsync(AccountSteps.NewEmail());
        for (var i = 0; i < 5; i++)
            (await ChangeAsync(session, $"wrong {i}", NewPassword)).ShouldBeProblem(400, "wrong_password");

        (await ChangeAsync(session, AccountSteps.Password, NewPassword)).ShouldBeProblem(423, "account_locked");
    }

    [Fact]
    public async Task Of_two_new_passwords_at_once_one_counts()
    {
        var email = AccountSteps.NewEmail();
        var session = await engify.Api.RegisterAsync(email);

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 2).Select(i => ChangeAsync(session, AccountSteps.Password, $"{NewPassword} {i}")));

        Assert.Single(answers, answer => answer.Status == 204);
        answers.Single(answer => answer.Status != 204).ShouldBeProblem(400, "wrong_password");
        var kept = Array.FindIndex(answers, answer => answer.Status == 204);
        (await engify.Api.LogInAsync(email, $"{NewPassword} {kept}")).ShouldBeOk();
    }

    private ApiClient From(string address) => new(engify.Host)
    {
        Prepare = context => context.Connection.RemoteIpAddress = IPAddress.Parse(address),
    };

    private async Task<JsonElement[]> ListAsync(Answer session)
    {
        var answer = await engify.Api.GetAsync("/auth/sessions", As.Anonymous, Bearer(session));
        return [.. answer.ShouldBeOk().Json.EnumerateArray()];
    }

    private Task<Answer> DeleteAsync(string path, Answer session) =>
        engify.Api.DeleteAsync(path, As.Anonymous, Bearer(session));

    private Task<Answer> ChangeAsync(Answer session, string currentPassword, string newPassword) =>
        engify.Api.PostAsync(
            "/auth/change-password", new { currentPassword, newPassword }, As.Anonymous, Bearer(session));

    private static (string, string) Bearer(Answer session) => ("Authorization", $"Bearer {session.AccessToken()}");
}
