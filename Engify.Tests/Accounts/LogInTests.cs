using System.Text;

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

    /// <summary>
    /// One and the same password, as different keyboards send it: composed, decomposed, with their own blanks.
    /// </summary>
    public static TheoryData<string, string> SamePasswords => new()
    {
        { "caf\u00E9 cr\u00E8me br\u00FBl\u00E9e", "cafe\u0301 cre\u0300me bru\u0302le\u0301e" },
        { "\u1EC7 Ti\u1EBFng Vi\u1EC7t", "e\u0323\u0302 Tie\u0302\u0301ng Vie\u0323\u0302t" },
        { "\uD55C\uAD6D\uC5B4 12345678", "\u1112\u1161\u11AB\u1100\u116E\u11A8\u110B\u1165 12345678" },
        { "correct horse battery", "correct\u3000horse\u00A0battery" },
        { "\u212Bngstr\u00F6m units", "\u00C5ngstro\u0308m\u2009units" },
    };

    [Theory]
    [MemberData(nameof(SamePasswords))]
    public async Task A_password_is_the_same_from_whatever_keyboard(string one, string other)
    {
        foreach (var (set, typed) in new[] { (one, other), (other, one) })
        {
            var email = AccountSteps.NewEmail();
            Assert.Equal(201, (await engify.Api.RegisterAsync(email, set)).Status);

            (await engify.Api.LogInAsync(email, typed)).ShouldBeOk();
            (await engify.Api.LogInAsync(email, set)).ShouldBeOk();
        }
    }

    [Theory]
    [InlineData("Stra\u00DFenbahn 12", "Strassenbahn 12")]
    [InlineData("Correct horse battery", "correct horse battery")]
    [InlineData("\uFF11\uFF12\uFF13\uFF14\uFF15\uFF16\uFF17\uFF18\uFF19\uFF10", "1234567890")]
    [InlineData("of\uFB01ce hours 12", "office hours 12")]
    [InlineData("a password \uD83D\uDC69\u200D\uD83D\uDCBB", "a password \uD83D\uDC69\uD83D\uDCBB")]
    public async Task Neither_case_nor_width_nor_likeness_makes_two_passwords_one(string set, string other)
    {
        var email = AccountSteps.NewEmail();
        Assert.Equal(201, (await engify.Api.RegisterAsync(email, set)).Status);

        (await engify.Api.LogInAsync(email, other)).ShouldBeProblem(401, "invalid_credentials");
        (await engify.Api.LogInAsync(email, set)).ShouldBeOk();
    }

    [Fact]
    public async Task The_longest_password_is_measured_prepared()
    {
        var composed = string.Concat(Enumerable.Repeat("\u00E9\u00E8\u00EA\u00EB\u00E7\u00E0\u00E2\u00EF", 32));
        var decomposed = composed.Normalize(NormalizationForm.FormD);
        var email = AccountSteps.NewEmail();

        Assert.Equal(201, (await engify.Api.RegisterAsync(email, decomposed)).Status);

        (await engify.Api.LogInAsync(email, composed)).ShouldBeOk();
        (await engify.Api.LogInAsync(email, decomposed)).ShouldBeOk();
        (await engify.Api.LogInAsync(email, $"{decomposed}x")).ShouldBeInvalid("password");
    }

    /// <summary>Five letters, each of two code points, are not ten.</summary>
    [Fact]
    public async Task The_shortest_password_is_measured_prepared() =>
        (await engify.Api.RegisterAsync(AccountSteps.NewEmail(), "e\u0301e\u0300e\u0302e\u0308c\u0327"))
            .ShouldBeProblem(400, "weak_password");

    [Fact]
    public async Task A_wrong_password_and_an_unknown_email_are_answered_alike()
    {
        var email = AccountSteps.NewEmail();
        await engify.Api.RegisterAsync(email);

        var wrong = (await engify.Api.LogInAsync(email, "wrong")).ShouldBeProblem(401, "invalid_credentials");
        var unknown = (await engify.Api.LogInAsync(AccountSteps.NewEmail()))
            .ShouldBeProblem(401, "invalid_credentials");

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

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 30).Select(i => engify.Api.LogInAsync(email, $"guess {i}")));

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
    public async Task Missing_members_are_named()
    {
        (await engify.Api.LogInAsync("")).ShouldBeInvalid("email");
        (await engify.Api.LogInAsync("a\0@engify.test")).ShouldBeInvalid("email");
        (await engify.Api.LogInAsync("a\uFFFE@engify.test")).ShouldBeInvalid("email");
        (await engify.Api.LogInAsync("\u200B \u3000")).ShouldBeInvalid("email");
        (await engify.Api.LogInAsync("a@engify.test", "")).ShouldBeInvalid("password");
        (await engify.Api.LogInAsync("a@engify.test", "nul\0 and some more")).ShouldBeInvalid("password");
        (await engify.Api.LogInAsync("a@engify.test", new string('x', 257))).ShouldBeInvalid("password");
    }

    private static string WithoutTraceId(Answer answer) =>
        answer.Text.Replace(answer["traceId"].GetString()!, "", StringComparison.Ordinal);
}
