using Engify.Tests.Harness;
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
            user.GetProperty("email").GetString(), user.GetProperty("name").GetString(), user.GetProperty("role").GetString()));
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
    public async Task The_password_is_kept_as_a_hash_only()
    {
        var email = AccountSteps.NewEmail();
        await engify.Api.RegisterAsync(email);

        var hash = await engify.QueryAsync(db => db.Accounts
            .Where(account => account.Email == email).Select(account => account.PasswordHash).SingleAsync());

        // Identity's version 3: PBKDF2, here with HMAC-SHA-512 and 210,000 iterations.
        var bytes = Convert.FromBase64String(hash!);
        Assert.Equal(1, bytes[0]);
        Assert.Equal(2, bytes[4]);
        Assert.Equal(210_000, (bytes[5] << 24) | (bytes[6] << 16) | (bytes[7] << 8) | bytes[8]);
    }

    [Fact]
    public async Task An_email_is_taken_in_whatever_case()
    {
        var email = AccountSteps.NewEmail();
        await engify.Api.RegisterAsync(email);

        (await engify.Api.RegisterAsync(email.ToUpperInvariant())).ShouldBeProblem(400, "email_taken");
    }

    [Fact]
    public async Task Nobody_becomes_a_student_whose_email_they_know()
    {
        var student = await engify.School.AddStudentAsync();

        (await engify.Api.RegisterAsync(student.Email)).ShouldBeProblem(400, "email_taken");

        Assert.False(await engify.QueryAsync(db => db.Accounts.AnyAsync(account => account.Email == student.Email)));
    }

    [Fact]
    public async Task Of_many_registrations_of_one_email_at_once_one_succeeds()
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
    public async Task What_is_missing_or_impossible_is_named(string email, string password, string name, string member) =>
        (await engify.Api.RegisterAsync(email, password, name)).ShouldBeInvalid(member);

    [Fact]
    public async Task What_is_too_long_is_named()
    {
        (await engify.Api.RegisterAsync($"{new string('a', 250)}@b.ca")).ShouldBeInvalid("email");
        (await engify.Api.RegisterAsync("a@engify.test", new string('ä', 257))).ShouldBeInvalid("password");
        (await engify.Api.RegisterAsync("a@engify.test", name: new string('a', 201))).ShouldBeInvalid("name");
    }

    [Fact]
    public async Task Nobody_registers_as_anything_but_a_student()
    {
        var answer = await engify.Api.PostAsync(
            "/auth/register",
            new { email = AccountSteps.NewEmail(), password = AccountSteps.Password, name = "A", role = "admin", taId = Guid.NewGuid() },
            As.Anonymous);

        Assert.Equal("student", answer["user"].GetProperty("role").GetString());
        Assert.Equal(System.Text.Json.JsonValueKind.Null, answer["user"].GetProperty("taId").ValueKind);
    }
}
