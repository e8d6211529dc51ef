using Engify.Tests.Harness;

namespace Engify.Tests.Accounts;

/// <summary>Each test has emails of its own, but the clock is everybody's: it only ever moves on.</summary>
public sealed class LogInTests(EngifyFixture engify) : IClassFixture<EngifyFixture>
{
    [Fact]
    public async Task The_right_password_signs_in_whatever_the_case_of_the_email()
    {
        var email = AccountSteps.NewEmail();
        await engify.Api.RegisterAsync(email);

        var answer = (await engify.Api.LogInAsync(email.ToUpperInvariant())).ShouldBeOk();

        answer.Json.ShouldHaveShape(Shapes.Session);
        (await engify.Api.GetCurrentUserAsync(answer.AccessToken())).ShouldBeOk();
    }

    [Fact]
    public async Task A_wrong_password_and_an_unknown_email_are_answered_alike()
    {
        var email = AccountSteps.NewEmail();
        await engify.Api.RegisterAsync(email);

        var wrong = (await engify.Api.LogInAsync(email, "wrong")).ShouldBeProblem(401, "invalid_credentials");
        var unknown = (await engify.Api.LogInAsync(AccountSteps.NewEmail())).ShouldBeProblem(401, "invalid_credentials");

        Assert.Equal("Bearer", wrong.Headers["WWW-Authenticate"]);
        Assert.Equal(WithoutTraceId(wrong), WithoutTraceId(unknown));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Five_wrong_passwords_lock_an_account_for_a_while_and_an_unknown_email_alike(bool known)
    {
        var email = AccountSteps.NewEmail();
        if (known)
            await engify.Api.RegisterAsync(email);
        for (var i = 0; i < 5; i++)
            (await engify.Api.LogInAsync(email, $"wrong {i}")).ShouldBeProblem(401, "invalid_credentials");

        (await engify.Api.LogInAsync(email)).ShouldBeProblem(423, "account_locked");
        engify.Clock.Advance(TimeSpan.FromMinutes(15) - TimeSpan.FromSeconds(1));
        (await engify.Api.LogInAsync(email.ToUpperInvariant())).ShouldBeProblem(423, "account_locked");

        engify.Clock.Advance(TimeSpan.FromSeconds(1));
        var answer = await engify.Api.LogInAsync(email);
        if (known)
            answer.ShouldBeOk();
        else
            answer.ShouldBeProblem(401, "invalid_credentials");
    }

    [Fact]
    public async Task Wrong_passwords_are_forgotten_after_the_right_one_and_after_15_minutes()
    {
        var email = AccountSteps.NewEmail();
        await engify.Api.RegisterAsync(email);

        for (var round = 0; round < 2; round++)
        {
            for (var i = 0; i < 4; i++)
                (await engify.Api.LogInAsync(email, "wrong")).ShouldBeProblem(401, "invalid_credentials");
            (await engify.Api.LogInAsync(email)).ShouldBeOk();
        }

        for (var i = 0; i < 4; i++)
            (await engify.Api.LogInAsync(email, "wrong")).ShouldBeProblem(401, "invalid_credentials");
        engify.Clock.Advance(TimeSpan.FromMinutes(15));
        (await engify.Api.LogInAsync(email, "wrong")).ShouldBeProblem(401, "invalid_credentials");
        (await engify.Api.LogInAsync(email)).ShouldBeOk();
    }

    [Fact]
    public async Task Guessing_in_parallel_gains_nothing()
    {
        var email = AccountSteps.NewEmail();
        await engify.Api.RegisterAsync(email);

        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(i => engify.Api.LogInAsync(email, $"guess {i}")));

        Assert.Equal(5, answers.Count(answer => answer.Status == 401));
        Assert.Equal(25, answers.Count(answer => answer.Status == 423));
    }

    [Fact]
    public async Task Signing_in_rightly_in_parallel_locks_nobody_out()
    {
        var email = AccountSteps.NewEmail();
        await engify.Api.RegisterAsync(email);

        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => engify.Api.LogInAsync(email)));

        Assert.All(answers, answer => answer.ShouldBeOk());
    }

    [Fact]
    public async Task What_is_missing_is_named()
    {
        (await engify.Api.LogInAsync("")).ShouldBeInvalid("email");
        (await engify.Api.LogInAsync("a\0@engify.test")).ShouldBeInvalid("email");
        (await engify.Api.LogInAsync("a\uFFFE@engify.test")).ShouldBeInvalid("email");
        (await engify.Api.LogInAsync("a@engify.test", "")).ShouldBeInvalid("password");
        (await engify.Api.LogInAsync("a@engify.test", new string('x', 257))).ShouldBeInvalid("password");
    }

    private static string WithoutTraceId(Answer answer) =>
        answer.Text.Replace(answer["traceId"].GetString()!, "", StringComparison.Ordinal);
}
