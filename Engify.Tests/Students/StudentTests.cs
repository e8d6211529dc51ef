using Engify.Features.Students;
using Microsoft.EntityFrameworkCore;

namespace Engify.Tests.Students;

public sealed class StudentTests(EngifyFixture engify) : IClassFixture<EngifyFixture>
{
    private static readonly string[] Shape = ["id", "email", "name", "isActive", "createdAt", "updatedAt", "erasedAt"];

    [Fact]
    public async Task A_student_is_added_and_shown_to_themselves_and_to_administrators()
    {
        var email = AccountSteps.NewEmail();

        var added = await engify.Api.PostAsync("/students", new { email = $" {email}\u200B", name = " Zoe\u0308 " });

        Assert.Equal(201, added.Status);
        Assert.Equal($"/students/{added.Id}", added.Headers["Location"]);
        added.Json.ShouldHaveShape(Shape);
        Assert.Equal((email, "Zo\u00EB"), (added["email"].GetString(), added["name"].GetString()));
        Assert.True(added["isActive"].GetBoolean());
        foreach (var by in new[] { As.Admin, As.Student(added.Id) })
            Assert.Equal(added.Text, (await engify.Api.GetAsync($"/students/{added.Id}", by)).ShouldBeOk().Text);
        (await engify.Api.GetAsync($"/students/{added.Id}", As.Student(Guid.NewGuid())))
            .ShouldBeProblem(403, "forbidden");
        (await engify.Api.GetAsync($"/students/{Guid.NewGuid()}")).ShouldBeProblem(404, "student_not_found");
        await ShouldBeAuditedAsync("CreateStudent", added.Id);
    }

    [Fact]
    public async Task A_student_is_not_added_without_name_or_email_nor_twice()
    {
        var student = await engify.School.AddStudentAsync();

        (await PostAsync("", "A")).ShouldBeInvalid("email");
        (await PostAsync("no email", "A")).ShouldBeInvalid("email");
        (await PostAsync(AccountSteps.NewEmail(), "  ")).ShouldBeInvalid("name");
        (await PostAsync(AccountSteps.NewEmail(), "nul\0")).ShouldBeInvalid("name");
        (await PostAsync(student.Email.ToUpperInvariant(), "A")).ShouldBeProblem(400, "email_taken");
    }

    [Fact]
    public async Task A_new_email_signs_in_from_then_on_and_the_old_one_no_longer()
    {
        var (before, after) = (AccountSteps.NewEmail(), AccountSteps.NewEmail());
        var session = await engify.Api.RegisterAsync(before);
        var id = session["user"].GetProperty("studentId").GetGuid();
        var tag = await TagAsync(id);

        var changed = (await ChangeAsync(id, tag, after, "Another Name")).ShouldBeOk();

        Assert.Equal(await TagAsync(id), changed.Headers["ETag"]);
        Assert.NotEqual(tag, changed.Headers["ETag"]);
        (await engify.Api.LogInAsync(before)).ShouldBeProblem(401, "invalid_credentials");
        var user = (await engify.Api.LogInAsync(after.ToUpperInvariant())).ShouldBeOk()["user"];
        Assert.Equal(
            (after, "Another Name"), (user.GetProperty("email").GetString(), user.GetProperty("name").GetString()));
        await ShouldBeAuditedAsync("ChangeStudent", id);
    }

    [Fact]
    public async Task An_email_that_is_taken_changes_nothing()
    {
        var (email, other) = (AccountSteps.NewEmail(), await engify.School.AddStudentAsync());
        var id = (await engify.Api.RegisterAsync(email))["user"].GetProperty("studentId").GetGuid();
        var tag = await TagAsync(id);

        (await ChangeAsync(id, tag, other.Email.ToUpperInvariant())).ShouldBeProblem(400, "email_taken");

        Assert.Equal(tag, await TagAsync(id));
        (await engify.Api.LogInAsync(email)).ShouldBeOk();
    }

    [Fact]
    public async Task An_email_that_is_an_administrators_is_taken_too()
    {
        var (email, taken) = (AccountSteps.NewEmail(), AccountSteps.NewEmail());
        var id = (await engify.Api.RegisterAsync(email))["user"].GetProperty("studentId").GetGuid();
        await engify.School.AddAsync(Features.Accounts.Account.Admin(taken, "Ada", EngifyFixture.Start));

        (await ChangeAsync(id, "*", taken)).ShouldBeProblem(400, "email_taken");

        Assert.Equal(email, (await engify.Api.GetAsync($"/students/{id}"))["email"].GetString());
    }

    [Fact]
    public async Task Whoever_has_not_seen_the_student_as_they_are_changes_nothing()
    {
        var student = await engify.School.AddStudentAsync();
        var tag = await TagAsync(student.Id);

        (await engify.Api.PutAsync(
                $"/students/{student.Id}", new { student.Name, student.Email, isActive = true }, ifMatch: null))
            .ShouldBeProblem(428, "precondition_required");
        (await ChangeAsync(student.Id, "\"outdated\"", student.Email)).ShouldBeProblem(412, "changed_meanwhile");

        Assert.Equal(tag, await TagAsync(student.Id));
        (await ChangeAsync(Guid.NewGuid(), "*", student.Email)).ShouldBeProblem(404, "student_not_found");
    }

    [Fact]
    public async Task Of_two_administrators_at_once_one_wins()
    {
        var student = await engify.School.AddStudentAsync();
        var tag = await TagAsync(student.Id);

        var answers = await Task.WhenAll(
            ChangeAsync(student.Id, tag, student.Email, "One"), ChangeAsync(student.Id, tag, student.Email, "Two"));

        var won = Assert.Single(answers, answer => answer.Status == 200);
        answers.Single(answer => answer.Status != 200).ShouldBeProblem(412, "changed_meanwhile");
        Assert.Equal(won.Text, (await engify.Api.GetAsync($"/students/{student.Id}")).Text);
    }

    [Fact]
    public async Task Students_are_found_by_a_part_of_their_name_or_email_and_inactive_ones_if_asked_for()
    {
        var student = await engify.School.AddAsync(
            new Student(Guid.NewGuid(), AccountSteps.NewEmail(), "\u00C9lodie Found", EngifyFixture.Start));
        Assert.Equal([student.Id], (await ListAsync("e\u0301LODIE f")).Ids());
        Assert.Equal([student.Id], (await ListAsync(student.Email.ToUpperInvariant())).Ids());

        (await ChangeAsync(student.Id, "*", student.Email, student.Name, isActive: false)).ShouldBeOk();

        Assert.Empty((await ListAsync("\u00E9lodie f")).EnumerateArray());
        Assert.Equal([student.Id], (await ListAsync("\u00E9lodie f", "&includeInactive=true")).Ids());
    }

    [Fact]
    public async Task Pages_of_students_neither_skip_nor_repeat()
    {
        for (var i = 0; i < 5; i++)
        {
            await engify.School.AddAsync(
                new Student(Guid.NewGuid(), $"page{i}@paged.test", "Same Name", EngifyFixture.Start));
        }

        var ids = new List<Guid>();
        for (var path = "/students?q=paged.test&limit=2"; path is not null;)
        {
            var page = (await engify.Api.GetAsync(path)).ShouldBeOk();
            ids.AddRange(page.Json.Ids());
            path = page.Headers.TryGetValue("Link", out var link) ? link.Split('<', '>')[1] : null;
        }

        Assert.Equal(5, ids.Distinct().Count());
        Assert.Equal(5, ids.Count);
    }

    private Task<Answer> PostAsync(string email, string name) => engify.Api.PostAsync("/students", new { email, name });

    private Task<Answer> ChangeAsync(
        Guid id, string tag, string email, string name = "Some Body", bool isActive = true) =>
        engify.Api.PutAsync($"/students/{id}", new { name, email, isActive }, tag);

    private async Task<string> TagAsync(Guid id) =>
        (await engify.Api.GetAsync($"/students/{id}")).ShouldBeOk().Headers["ETag"];

    private async Task<System.Text.Json.JsonElement> ListAsync(string q, string more = "") =>
        (await engify.Api.GetAsync($"/students?q={Uri.EscapeDataString(q)}{more}")).ShouldBeOk().Json;

    private async Task ShouldBeAuditedAsync(string action, Guid id) => Assert.True(
        await engify.QueryAsync(db => db.AuditEntries.AnyAsync(entry =>
            entry.Action == action && entry.ObjectType == "student" && entry.ObjectId == $"{id}")));
}
