using System.Globalization;
using Microsoft.EntityFrameworkCore;

namespace Engify.Tests.Promises.Invariants;

/// <summary>What holds of every resource that administrators run, whichever it is.</summary>
public sealed class AdministrationTests(EngifyFixture engify) : IClassFixture<EngifyFixture>
{
    private static int number;

    /// <summary>The TA of the course that was described last.</summary>
    private Guid lastTa;

    private static readonly string[] Names = ["courses", "terms", "tas", "products", "group-session-templates"];

    /// <summary>The resources, by what their path is called.</summary>
    public static TheoryData<string> Resources => [.. Names];

    [Theory]
    [MemberData(nameof(Resources))]
    public async Task What_people_type_is_kept_composed_and_without_blanks_around_it(string resource)
    {
        var (create, path, texts) = await DescribeAsync(resource);
        var made = (await engify.Api.PostAsync(create, Body(resource, texts, " Cafe\u0301 {0} ")))
            .ShouldBeCreated();
        await ShouldReadAsync($"{path}/{made.Id}", texts, "Caf\u00e9 {0}");

        (await engify.Api.PutAsync(
            $"{path}/{made.Id}", Body(resource, texts, "\t\u0301e\u0301ole {0}\n"), "*")).ShouldBeOk();
        await ShouldReadAsync($"{path}/{made.Id}", texts, "\u0301\u00e9ole {0}");
    }

    [Theory]
    [MemberData(nameof(Resources))]
    public async Task Blanks_alone_are_no_text(string resource)
    {
        var (create, path, texts) = await DescribeAsync(resource);
        foreach (var text in texts)
        {
            var body = Body(resource, texts, "Text {0}");
            body[text] = " \u00a0\t";

            var answer = await engify.Api.PostAsync(create, body);

            if (text is "name" or "code")
                answer.ShouldBeInvalid(text);
            else
                await ShouldReadAsync($"{path}/{answer.ShouldBeCreated().Id}", [text], null);
        }
    }

    [Fact]
    public async Task A_profile_is_kept_composed_and_without_blanks_around_it()
    {
        var ta = await engify.School.AddTaAsync();

        (await engify.Api.PutAsync(
            $"/tas/{ta.Id}/profile",
            new { degree = " Cafe\u0301 ", bio = "e\u0301 ", location = "\te\u0301", meetingUrl = " https://a.test " },
            "*", As.Ta(ta.Id))).ShouldBeOk();

        var found = (await engify.Api.GetAsync($"/tas/{ta.Id}")).ShouldBeOk();
        Assert.Equal(
            ["Caf\u00e9", "\u00e9", "\u00e9", "https://a.test"],
            new[] { "degree", "bio", "location", "meetingUrl" }.Select(member => found[member].GetString()));
    }

    [Theory]
    [MemberData(nameof(Resources))]
    public async Task Of_two_administrators_who_saw_the_same_one_changes_it(string resource)
    {
        var (create, path, texts) = await DescribeAsync(resource);
        var made = (await engify.Api.PostAsync(create, Body(resource, texts, "First {0}"))).ShouldBeCreated();
        var bodies = new List<Dictionary<string, object?>>();
        for (var i = 0; i < 6; i++)
            bodies.Add(Body(resource, texts, $"Change {i} {{0}}"));

        var answers = await Task.WhenAll(bodies.Select(body =>
            Task.Run(() => engify.Api.PutAsync($"{path}/{made.Id}", body, made.ETag))));

        var won = Assert.Single(answers, answer => answer.Status == 200);
        Assert.All(answers.Where(answer => answer != won), answer => answer.ShouldBeProblem(412, "changed_meanwhile"));
        var seen = await engify.Api.GetAsync($"{path}/{made.Id}");
        Assert.Equal(won.ETag, seen.ETag);
        await ShouldReadAsync(
            $"{path}/{made.Id}", texts, $"{bodies[Array.IndexOf(answers, won)][texts[0]]}"[..8] + " {0}");
        (await engify.Api.PutAsync($"{path}/{made.Id}", bodies[0], null)).ShouldBeProblem(428, "precondition_required");
    }

    [Fact]
    public async Task Every_change_is_audited_with_its_object()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        foreach (var resource in Names)
        {
            var (create, path, texts) = await DescribeAsync(resource);
            var made = (await engify.Api.PostAsync(create, Body(resource, texts, "A {0}"))).ShouldBeCreated();
            await engify.Api.PutAsync($"{path}/{made.Id}", Body(resource, texts, "B {0}"), "*");
            var name = resource switch
            {
                "courses" => "Course",
                "terms" => "Term",
                "tas" => "Ta",
                "products" => "Product",
                _ => "GroupSessionTemplate",
            };
            Assert.Equal([$"Change{name}", $"Create{name}"], await AuditedAsync(made.Id));
            if (resource == "terms")
            {
                await engify.Api.DeleteAsync($"{path}/{made.Id}");
                Assert.Equal(["ChangeTerm", "CreateTerm", "DeleteTerm"], await AuditedAsync(made.Id));
            }
        }

        await engify.Api.PutAsync($"/courses/{course.Id}/tas/{ta.Id}", null, null);
        await engify.Api.DeleteAsync($"/courses/{course.Id}/tas/{ta.Id}");
        await engify.Api.PutAsync($"/tas/{ta.Id}/profile", new { bio = "Hello" }, "*", As.Ta(ta.Id));
        Assert.Equal(["AddCourseTa", "RemoveCourseTa"], await AuditedAsync(course.Id));
        Assert.Equal(["ChangeTaProfile"], await AuditedAsync(ta.Id));
    }

    [Theory]
    [InlineData("TA")]
    [InlineData("course")]
    [InlineData("teaching")]
    public async Task Conflicts_are_the_sessions_to_come_that_have_students(string what)
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var student = await engify.School.AddStudentAsync();
        await engify.School.AddBookingAsync(student, course, ta, EngifyFixture.Start.AddHours(-1), minutes: 90);
        await engify.School.AddBookingAsync(student, course, ta, School.Tomorrow.AddHours(4), cancelled: true);
        var template = await engify.School.AddTemplateAsync(course, ta);
        await engify.School.AddAsync(template.Schedule(
            Period.From(School.Tomorrow.AddHours(8), 60), EngifyFixture.Start));
        var (other, another) = await engify.School.AddCourseWithTaAsync();
        await engify.School.AddBookingAsync(student, other, another, School.Tomorrow.AddHours(12));
        var later = await engify.School.AddBookingAsync(student, course, ta, School.Tomorrow.AddHours(2));
        var sooner = await engify.School.AddBookingAsync(student, course, ta, EngifyFixture.Start.AddHours(1));

        var changed = (what switch
        {
            "TA" => await engify.Api.PutAsync(
                $"/tas/{ta.Id}", new { name = ta.Name, email = ta.Email, isActive = false }, "*"),
            "course" => await engify.Api.PutAsync(
                $"/courses/{course.Id}", new { code = course.Code, name = course.Name, isActive = false }, "*"),
            _ => await engify.Api.DeleteAsync($"/courses/{course.Id}/tas/{ta.Id}"),
        }).ShouldBeOk();

        Assert.Equal(
            [sooner.Id, later.Id],
            changed["conflicts"].EnumerateArray().Select(conflict => conflict.GetProperty("bookingId").GetGuid()));
    }

    [Fact]
    public async Task What_a_term_is_named_by_keeps_it()
    {
        foreach (var resource in new[] { "products", "group-session-templates" })
        {
            var term = (await engify.Api.PostAsync("/terms", Body("terms", ["code", "name"], "T {0}")))
                .ShouldBeCreated();
            var (create, path, texts) = await DescribeAsync(resource);
            var body = Body(resource, texts, "Named {0}");
            body["termId"] = term.Id;
            var made = (await engify.Api.PostAsync(create, body)).ShouldBeCreated();

            (await engify.Api.DeleteAsync($"/terms/{term.Id}")).ShouldBeProblem(409, "in_use");

            body["termId"] = null;
            (await engify.Api.PutAsync($"{path}/{made.Id}", body, "*")).ShouldBeOk();
            Assert.Equal(204, (await engify.Api.DeleteAsync($"/terms/{term.Id}")).Status);
        }
    }

    /// <summary>Where one is made and where it is then, and which of its members are text that people type.</summary>
    private async Task<(string Create, string Path, string[] Texts)> DescribeAsync(string resource)
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        lastTa = ta.Id;
        return resource switch
        {
            "courses" => ("/courses", "/courses", ["name", "code", "description"]),
            "terms" => ("/terms", "/terms", ["name", "code"]),
            "tas" => ("/tas", "/tas", ["name", "degree", "bio", "location"]),
            "products" => ($"/courses/{course.Id}/products", "/products", ["name", "description"]),
            _ => ($"/courses/{course.Id}/group-session-templates", "/group-session-templates", ["location"]),
        };
    }

    private Dictionary<string, object?> Body(string resource, string[] texts, string format)
    {
        var body = resource switch
        {
            "courses" => [],
            "terms" => new Dictionary<string, object?> { ["startsOn"] = "2026-01-05", ["endsOn"] = "2026-04-30" },
            "tas" => new() { ["email"] = AccountSteps.NewEmail() },
            "products" => new() { ["productType"] = "GROUP_SESSION_PASS", ["basePrice"] = 12 },
            _ => new()
            {
                ["taId"] = lastTa,
                ["dayOfWeek"] = 3,
                ["startTime"] = "18:00",
                ["endTime"] = "19:00",
                ["timeZone"] = "UTC",
                ["capacity"] = 3,
                ["pricePerStudent"] = 15,
            },
        };
        foreach (var text in texts)
        {
            var unique = text == "code" ? $"{Interlocked.Increment(ref number)}" : "x";
            body[text] = string.Format(CultureInfo.InvariantCulture, format, unique);
        }

        return body;
    }

    private async Task ShouldReadAsync(string path, string[] texts, string? format)
    {
        var found = (await engify.Api.GetAsync(path)).ShouldBeOk();
        foreach (var text in texts.Where(text => text != "code" || format is null))
        {
            Assert.Equal(
                (text, format is null ? null : string.Format(CultureInfo.InvariantCulture, format, "x")),
                (text, found[text].GetString()));
        }

        if (texts.Contains("code") && format is not null)
            Assert.StartsWith(format[..4], found["code"].GetString(), StringComparison.Ordinal);
    }

    private Task<List<string>> AuditedAsync(Guid id) => engify.QueryAsync(db => db.AuditEntries
        .Where(entry => entry.ObjectId == $"{id}" && entry.Outcome == "succeeded")
        .Select(entry => entry.Action).OrderBy(action => action).ToListAsync());
}
