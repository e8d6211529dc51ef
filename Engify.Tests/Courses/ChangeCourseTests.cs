using Microsoft.EntityFrameworkCore;

namespace Engify.Tests.Courses;

public sealed class ChangeCourseTests(EngifyFixture engify) : IClassFixture<EngifyFixture>
{
    private static int number;

    [Fact]
    public async Task An_administrator_makes_a_course_and_finds_it_where_the_answer_says()
    {
        var made = (await engify.Api.PostAsync(
            "/courses", new { code = "  ADM 101 ", name = "Cafe\u0301", description = " " })).ShouldBeCreated();

        made.Json.ShouldHaveShape(Shapes.CourseDetails);
        Assert.Equal($"/courses/{made.Id}", made.Headers["Location"]);
        var found = (await engify.Api.GetAsync(made.Headers["Location"], As.Anonymous)).ShouldBeOk();
        Assert.Equal(made.Text, found.Text);
        Assert.Equal(made.ETag, found.ETag);
        Assert.Equal("ADM 101", found["code"].GetString());
        Assert.Equal("Caf\u00e9", found["name"].GetString());
        Assert.Equal(
            (System.Text.Json.JsonValueKind.Null, true),
            (found["description"].ValueKind, found["isActive"].GetBoolean()));
        Assert.Equal("CreateCourse", await AuditedAsync(made.Id));
    }

    [Fact]
    public async Task A_change_is_seen_at_once_by_whoever_made_it()
    {
        var course = await engify.School.AddCourseAsync();
        var path = $"/courses/{course.Id}";
        for (var i = 0; i < 5; i++)
        {
            var seen = (await engify.Api.GetAsync(path)).ShouldBeOk();
            var changed = (await engify.Api.PutAsync(path, Body($"Name {i}"), seen.ETag)).ShouldBeOk();

            var found = (await engify.Api.GetAsync(path)).ShouldBeOk();
            Assert.Equal($"Name {i}", found["name"].GetString());
            Assert.Equal(changed.ETag, found.ETag);
        }

        Assert.Equal("ChangeCourse", await AuditedAsync(course.Id));
    }

    [Fact]
    public async Task Of_two_administrators_at_once_one_changes_the_course()
    {
        var course = await engify.School.AddCourseAsync();
        var path = $"/courses/{course.Id}";
        var seen = (await engify.Api.GetAsync(path)).ETag;
        var bodies = Enumerable.Range(0, 8).Select(_ => Body("One of them")).ToList();

        var answers = await Task.WhenAll(bodies.Select(body => engify.Api.PutAsync(path, body, seen)));

        var won = Assert.Single(answers, answer => answer.Status == 200);
        Assert.All(answers.Where(answer => answer != won), answer => answer.ShouldBeProblem(412, "changed_meanwhile"));
        Assert.Equal(won["code"].GetString(), (await engify.Api.GetAsync(path))["code"].GetString());
    }

    [Theory]
    [InlineData("\"TAG\"", true)]
    [InlineData("*", true)]
    [InlineData("\"TAG-gzip\"", true)]
    [InlineData("\"other\", \"TAG\"", true)]
    [InlineData("W/\"TAG\"", false)]
    [InlineData("\"other\"", false)]
    [InlineData("TAG", false)]
    [InlineData("nonsense,,", false)]
    public async Task Only_who_has_seen_the_course_as_it_is_changes_it(string known, bool isCurrent)
    {
        var path = $"/courses/{(await engify.School.AddCourseAsync()).Id}";
        var tag = (await engify.Api.GetAsync(path)).ETag!;

        var answer = await engify.Api.PutAsync(
            path, Body("Changed"), known.Replace("TAG", tag.Trim('"'), StringComparison.Ordinal));

        if (isCurrent)
            answer.ShouldBeOk();
        else
            answer.ShouldBeProblem(412, "changed_meanwhile");
        Assert.Equal(isCurrent ? "Changed" : "A course", (await engify.Api.GetAsync(path))["name"].GetString());
    }

    [Fact]
    public async Task Who_names_no_state_is_told_to_before_anything_is_read()
    {
        (await engify.Api.PutAsync("/courses/nope", null, null)).ShouldBeProblem(428, "precondition_required");
        (await engify.Api.PutAsync("/courses/nope", Body("x"), "")).ShouldBeProblem(428, "precondition_required");
        (await engify.Api.PutAsync("/courses/nope", Body("x"), "*")).ShouldBeProblem(404, "course_not_found");
    }

    [Fact]
    public async Task No_two_courses_have_one_code_however_it_is_written()
    {
        (await engify.Api.PostAsync("/courses", new { code = "\u00c9TS 1", name = "x" })).ShouldBeCreated();
        var other = await engify.School.AddCourseAsync();

        (await engify.Api.PostAsync("/courses", new { code = "e\u0301ts 1", name = "x" }))
            .ShouldBeProblem(400, "course_code_taken");
        (await engify.Api.PutAsync($"/courses/{other.Id}", new { code = "\u00e9ts 1", name = "x" }, "*"))
            .ShouldBeProblem(400, "course_code_taken");
    }

    [Theory]
    [InlineData("code", "")]
    [InlineData("code", "  ")]
    [InlineData("code", "123456789012345678901")]
    [InlineData("name", "")]
    [InlineData("name", "a\u0000b")]
    public async Task What_is_no_course_is_refused(string member, string value)
    {
        var body = new Dictionary<string, object> { ["code"] = "OK 1", ["name"] = "ok", [member] = value };

        (await engify.Api.PostAsync("/courses", body)).ShouldBeInvalid(member);
        (await engify.Api.PutAsync($"/courses/{(await engify.School.AddCourseAsync()).Id}", body, "*"))
            .ShouldBeInvalid(member);
    }

    [Fact]
    public async Task Making_a_course_inactive_names_the_booked_sessions_and_leaves_them()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var booked = (await engify.Api.BookAsync(await engify.School.AddStudentAsync(), course, ta)).ShouldBeOk();
        var path = $"/courses/{course.Id}";
        Assert.Empty((await engify.Api.PutAsync(path, Body("Active"), "*")).ShouldBeOk()["conflicts"].EnumerateArray());

        var changed = (await engify.Api.PutAsync(path, Body("Closed", isActive: false), "*")).ShouldBeOk();

        var conflict = Assert.Single(changed["conflicts"].EnumerateArray());
        Assert.Equal(booked.Id, conflict.GetProperty("bookingId").GetGuid());
        Assert.Equal("COURSE_INACTIVE", conflict.GetProperty("reason").GetString());
        Assert.Equal("BOOKED", (await engify.Api.GetAsync($"/bookings/{booked.Id}"))["status"].GetString());
        (await engify.Api.GetAsync(path)).ShouldBeProblem(404, "course_not_found");
        var kept = (await engify.Api.GetAsync($"{path}?includeInactive=true")).ShouldBeOk();
        Assert.Equal("private, no-cache", kept.Headers["Cache-Control"]);
        Assert.Equal(changed.ETag, kept.ETag);
        (await engify.Api.PutAsync(path, Body("Open"), kept.ETag)).ShouldBeOk();
    }

    [Fact]
    public async Task Only_administrators_list_inactive_courses()
    {
        var course = await engify.School.AddCourseAsync("INACT 77", isActive: false);

        Assert.Empty((await engify.Api.GetAsync("/courses?q=inact 77")).Json.EnumerateArray());
        Assert.Equal(
            course.Id,
            Assert.Single((await engify.Api.GetAsync("/courses?q=inact 77&includeInactive=true")).Json.Ids()));
        // What an administrator was told is not remembered for others.
        (await engify.Api.GetAsync("/courses?includeInactive=true")).ShouldBeOk();
        (await engify.Api.GetAsync("/courses?includeInactive=true", As.Ta(Guid.NewGuid())))
            .ShouldBeProblem(403, "forbidden");
        (await engify.Api.GetAsync("/courses?includeInactive=true", As.Anonymous))
            .ShouldBeProblem(401, "unauthenticated");
    }

    private Task<string> AuditedAsync(Guid id) => engify.QueryAsync(db => db.AuditEntries
        .Where(entry => entry.ObjectType == "course" && entry.ObjectId == id.ToString())
        .Select(entry => entry.Action).FirstAsync());

    private static object Body(string name, bool isActive = true) =>
        new { code = $"CHG {Interlocked.Increment(ref number)}", name, isActive };
}
