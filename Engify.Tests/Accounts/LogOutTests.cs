using Engify.Features.Accounts;

namespace Engify.Tests.Accounts;

public sealed class LogOutTests(EngifyFixture engify) : IClassFixture<EngifyFixture>
{
    [Fact]
    public async Task Logging_out_ends_the_session_and_no_other()
    {
        var email = AccountSteps.NewEmail();
        var session = await engify.Api.RegisterAsync(email);
        var other = await engify.Api.LogInAsync(email);

        var answer = await engify.Api.LogOutAsync(session.RefreshToken());

        Assert.Equal((204, ""), (answer.Status, answer.Text));
        (await engify.Api.RefreshAsync(session.RefreshToken())).ShouldBeProblem(401, "refresh_token_spent");
        (await engify.Api.RefreshAsync(other.RefreshToken())).ShouldBeOk();
    }

    [Fact]
    public async Task An_older_token_of_the_session_ends_it_too()
    {
        var first = await engify.Api.RegisterAsync(AccountSteps.NewEmail());
        var second = await engify.Api.RefreshAsync(first.RefreshToken());

        await engify.Api.LogOutAsync(first.RefreshToken());

        (await engify.Api.RefreshAsync(second.RefreshToken())).ShouldBeProblem(401, "refresh_token_spent");
    }

    [Fact]
    public async Task Logging_out_twice_or_from_nowhere_is_no_fault()
    {
        var session = await engify.Api.RegisterAsync(AccountSteps.NewEmail());
        await engify.Api.LogOutAsync(session.RefreshToken());

        Assert.Equal(204, (await engify.Api.LogOutAsync(session.RefreshToken())).Status);
        Assert.Equal(204, (await engify.Api.LogOutAsync("made up")).Status);
        (await engify.Api.LogOutAsync("")).ShouldBeInvalid("refreshToken");
    }
}
