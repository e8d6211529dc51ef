using Microsoft.EntityFrameworkCore;

namespace Engify.Tests.Accounts;

public sealed class RegisterTests(EngifyFixture engify) : IClassFixture<EngifyFixture>
{
    [Fact]
    public async Task A_new_student_is_signed_in()
    {
        var email = AccountSteps.NewEmail();

        var answer = await engify.Api.RegisterAsync(email, name: "Zoë Ng");

        Assert.Equal(201, answer.Status);
        Assert.Equal("/auth/me", answer.Headers["Location"]);
        answer.Json.ShouldHaveShape(Shapes.Session);
        Assert.Equal("Bearer", answer["tokenType"].GetString());
        Assert.Equal(900, answer["expiresIn"].GetInt32());
        var user = answer["user"].ShouldHaveShape(Shapes.User);
        Assert.Equal((email, "Zoë Ng", "student"), (
            user.GetProperty("email").GetString(), user.GetProperty("name").GetString(),
            user.GetProperty("role").GetString()));
        var student = await engify.QueryAsync(db => db.Students.SingleAsync(student => student.Email == email));
        Assert.Equal(student.Id, user.GetProperty("studentId").GetGuid());
        Assert.Equal("Zoë Ng", student.Name);

        var me = (await engify.Api.GetCurrentUserAsync(answer.AccessToken())).ShouldBeOk();
        Assert.Equal(user.GetRawText(), me.Text);
    }

    [Fact]
    public async Task The_new_student_books_for_themselves_and_for_nobody_else()
    {
        var session = await engify.Api.RegisterAsync(AccountSteps.NewEmail());
        var studentId = session["user"].GetProperty("studentId").GetGuid();
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var other = await engify.School.AddStudentAsync();
        Task<Answer> BookAsync(Guid id) => engify.Api.PostAsync(
            BookingSteps.IndividualPath,
            new { studentId = id, courseId = course.Id, taId = ta.Id, date = School.Tomorrow, durationMinutes = 60 },
            As.Anonymous,
            ("Authorization", $"Bearer {session.AccessToken()}"));

        (await BookAsync(other.Id)).ShouldBeProblem(403, "forbidden");
        (await BookAsync(studentId)).ShouldBeOk();
    }

    [Fact]
    public async Task An_email_is_taken_in_whatever_case()
    {
        var email = AccountSteps.NewEmail();
        await engify.Api.RegisterAsync(email);

        (await engify.Api.RegisterAsync(email.ToUpperInvariant())).ShouldBeProblem(400, "email_taken");
    }

    [Fact]
    public async Task Knowing_a_students_email_is_not_enough_to_become_that_student()
    {
        var student = await engify.School.AddStudentAsync();

        (await engify.Api.RegisterAsync(student.Email)).ShouldBeProblem(400, "email_taken");

        Assert.False(await engify.QueryAsync(db => db.Accounts.AnyAsync(account => account.Email == student.Email)));
    }

    [Fact]
    public async Task One_of_many_concurrent_registrations_of_one_email_succeeds()
    {
        var email = AccountSteps.NewEmail();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => engify.Api.RegisterAsync(email)));

        Assert.Single(answers, answer => answer.Status == 201);
        Assert.All(answers.Where(answer => answer.Status != 201), answer => answer.ShouldBeProblem(400, "email_taken"));
    }

    [Theory]
    [InlineData("short 1")]
    [InlineData("aaaaaaaaaaaaaaaa")]
    [InlineData("Password123")]
    [InlineData("1234567890")]
    [InlineData("😀😁😂🤣😃")] // ten UTF-16 code units, five characters
    [InlineData("😀😁😂🤣😃😄😅😆😇")]
    [InlineData("😀😁😂🤣😀😁😂🤣😀😁😂🤣")] // five different code units, four different characters
    public async Task A_weak_password_is_refused(string password)
    {
        var email = AccountSteps.NewEmail();

        (await engify.Api.RegisterAsync(email, password)).ShouldBeProblem(400, "weak_password");

        Assert.False(await engify.QueryAsync(db => db.Students.AnyAsync(student => student.Email == email)));
    }

    [Theory]
    [InlineData("😀😁😂🤣😃😀😁😂🤣😃")]
    [InlineData("ääääääüöß1")]
    public async Task A_password_has_ten_characters_of_which_five_differ(string password) =>
        Assert.Equal(201, (await engify.Api.RegisterAsync(AccountSteps.NewEmail(), password)).Status);

    [Fact]
    public async Task A_name_is_kept_with_its_accents_composed()
    {
        var email = AccountSteps.NewEmail();

        var answer = await engify.Api.RegisterAsync(email, name: "Zoe\u0308 \u1112\u1161\u11ab");

        Assert.Equal("Zo\u00eb \ud55c", answer["user"].GetProperty("name").GetString());
        var names = await engify.QueryAsync(db => (
            from student in db.Students
            join account in db.Accounts on student.Id equals account.StudentId
            where student.Email == email
            select new { Student = student.Name, Account = account.Name }).SingleAsync());
        Assert.Equal(("Zo\u00eb \ud55c", "Zo\u00eb \ud55c"), (names.Student, names.Account));
    }

    [Fact]
    public async Task A_name_is_counted_as_it_was_sent()
    {
        // Composed it is two characters, as Unicode excludes it from composition.
        var name = new string('\u0958', 200);

        Assert.Equal(201, (await engify.Api.RegisterAsync(AccountSteps.NewEmail(), name: name)).Status);
    }

    [Fact]
    public async Task A_password_that_holds_the_email_is_weak()
    {
        var email = AccountSteps.NewEmail();

        (await engify.Api.RegisterAsync(email, $"x{email.Split('@')[0].ToUpperInvariant()}y"))
            .ShouldBeProblem(400, "weak_password");
    }

    [Theory]
    [InlineData("", AccountSteps.Password, "A", "email")]
    [InlineData("nobody", AccountSteps.Password, "A", "email")]
    [InlineData("some body@engify.test", AccountSteps.Password, "A", "email")]
    [InlineData("a\u0000@engify.test", AccountSteps.Password, "A", "email")]
    [InlineData("a\uFFFE@engify.test", AccountSteps.Password, "A", "email")]
    [InlineData("a@engify.test", "", "A", "password")]
    [InlineData("a@engify.test", AccountSteps.Password, " ", "name")]
    [InlineData("a@engify.test", AccountSteps.Password, "A\u0000", "name")]
    public async Task Missing_and_impossible_members_are_named(
        string email, string password, string name, string member) =>
        (await engify.Api.RegisterAsync(email, password, name)).ShouldBeInvalid(member);

    [Fact]
    public async Task Members_that_are_too_long_are_named()
    {
        (await engify.Api.RegisterAsync($"{new string('a', 250)}@b.ca")).ShouldBeInvalid("email");
        (await engify.Api.RegisterAsync("a@engify.test", new string('ä', 257))).ShouldBeInvalid("password");
        (await engify.Api.RegisterAsync("a@engify.test", name: new string('a', 201))).ShouldBeInvalid("name");
    }

    [Theory]
    [InlineData("type", "\"ta\"")]
    [InlineData("type", "\"TA\"")]
    [InlineData("type", "\"students\"")]
    [InlineData("type", "7")]
    [InlineData("type", "\"\\ud800\"")]
    [InlineData("role", "\"admin\"")]
    [InlineData("Role", "\"admin\"")]
    [InlineData("roles", "[\"student\", \"ta\"]")]
    [InlineData("userType", "\"ta\"")]
    [InlineData("user_type", "\"ta\"")]
    [InlineData("user-role", "\"ta\"")]
    [InlineData("accountType", "\"teacher\"")]
    [InlineData("isAdmin", "true")]
    [InlineData("is_admin", "\"false\"")]
    [InlineData("isTA", "true")]
    [InlineData("isStudent", "false")]
    [InlineData("admin", "1")]
    [InlineData("ta", "{\"id\":1}")]
    [InlineData("taId", "\"0191d3a0-0000-7000-8000-000000000001\"")]
    [InlineData("ta_id", "1")]
    [InlineData("studentId", "\"0191d3a0-0000-7000-8000-000000000001\"")]
    public async Task Registration_makes_only_new_students(string member, string value)
    {
        var email = AccountSteps.NewEmail();

        (await RegisterAsync(email, $"\"{member}\": {value}")).ShouldBeInvalid(member);

        Assert.False(await engify.QueryAsync(db => db.Students.AnyAsync(student => student.Email == email)));
    }

    [Fact]
    public async Task Every_member_that_asks_for_another_account_is_named()
    {
        var answer = await RegisterAsync(
            AccountSteps.NewEmail(), "\"type\": \"student\", \"role\": \"ta\", \"isAdmin\": true");

        Assert.Equal(
            ["isAdmin", "role"],
            answer.ShouldBeInvalid("role")["errors"].EnumerateObject().Select(member => member.Name).Order());
    }

    [Theory]
    [InlineData("\"type\": \"student\"")]
    [InlineData("\"role\": \"Student\"")]
    [InlineData("\"account_type\": \"STUDENT\", \"roles\": [\"student\"]")]
    [InlineData("\"isAdmin\": false, \"isStudent\": true")]
    [InlineData("\"type\": null, \"taId\": null")]
    [InlineData("\"nickname\": \"ta\", \"blood_type\": \"A\", \"$type\": \"admin\", \"user\": {\"role\": \"admin\"}")]
    public async Task Members_that_say_student_or_mean_nothing_here_are_accepted(string members)
    {
        var answer = await RegisterAsync(AccountSteps.NewEmail(), members);

        Assert.Equal(201, answer.Status);
        Assert.Equal("student", answer["user"].GetProperty("role").GetString());
    }

    /// <summary>
    /// What phones and mail programs leave around an email: blanks of any script, and marks without width.
    /// </summary>
    public static TheoryData<string> Blanks =>
    [
        " ", "\t", "\r\n", "\u00A0", "\u2007", "\u202F", "\u3000", "\u200B", "\uFEFF", "\u2060", "\u202A\u202C",
        " \u200E ",
    ];

    [Theory]
    [MemberData(nameof(Blanks))]
    public async Task Blanks_around_an_email_are_none_of_it(string blank)
    {
        var email = AccountSteps.NewEmail();

        var answer = await engify.Api.RegisterAsync($"{blank}{email}{blank}");

        Assert.Equal(201, answer.Status);
        Assert.Equal(email, answer["user"].GetProperty("email").GetString());
        Assert.True(await engify.QueryAsync(db => db.Students.AnyAsync(student => student.Email == email)));
        Assert.True(await engify.QueryAsync(db => db.Accounts.AnyAsync(account => account.Email == email)));
        (await engify.Api.RegisterAsync($"{email}{blank}")).ShouldBeProblem(400, "email_taken");
        (await engify.Api.LogInAsync(email)).ShouldBeOk();
        (await engify.Api.LogInAsync($"{blank}{email}{blank}")).ShouldBeOk();
    }

    [Theory]
    [InlineData("some body@engify.test")]
    [InlineData("somebody @engify.test")]
    [InlineData("somebody@\u00A0engify.test")]
    [InlineData("some\u3000body@engify.test")]
    [InlineData(" ")]
    [InlineData("\u200B")]
    public async Task A_blank_inside_an_email_and_an_email_of_blanks_are_refused(string email) =>
        (await engify.Api.RegisterAsync(email)).ShouldBeInvalid("email");

    [Fact]
    public async Task An_email_is_measured_without_the_blanks_around_it()
    {
        var email = $"{AccountSteps.NewEmail()}.ca";
        email = $"{new string('a', 254 - email.Length)}{email}";

        Assert.Equal(201, (await engify.Api.RegisterAsync($" {email}\u3000")).Status);
        (await engify.Api.LogInAsync($"{email}{new string(' ', 300)}")).ShouldBeOk();
    }

    [Theory]
    [InlineData("tab\tulator and more")]
    [InlineData("nul\u0000 and some more")]
    [InlineData("del\u007F and some more")]
    [InlineData("line\u2028 and some more")]
    [InlineData("private \uF8FF and some more")]
    [InlineData("no character \uFFFE at all")]
    [InlineData("no character \uFFFF at all")]
    [InlineData("not assigned \u0378 yet")]
    public async Task A_password_that_the_next_device_may_not_be_able_to_type_is_refused(string password) =>
        (await engify.Api.RegisterAsync(AccountSteps.NewEmail(), password)).ShouldBeInvalid("password");

    [Theory]
    [InlineData("\\ud800 and some more")]
    [InlineData("\\udc00 and some more")]
    [InlineData("half \\ud83d")]
    public async Task A_password_with_half_a_character_is_refused(string escaped)
    {
        foreach (var path in new[] { "/auth/register", "/auth/login" })
        {
            var answer = await engify.Api.SendAsync(
                "POST", path, $$"""{"email": "{{AccountSteps.NewEmail()}}", "password": "{{escaped}}", "name": "A"}""",
                As.Anonymous);

            Assert.Equal(400, answer.Status);
        }
    }

    /// <summary>Its members, as text, after those of an honest registration.</summary>
    private Task<Answer> RegisterAsync(string email, string members) => engify.Api.SendAsync(
        "POST", "/auth/register",
        $$"""{"email": "{{email}}", "password": "{{AccountSteps.Password}}", "name": "A", {{members}}}""",
        As.Anonymous);
}
