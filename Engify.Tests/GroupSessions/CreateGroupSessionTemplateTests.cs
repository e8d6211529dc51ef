using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using static Engify.Tests.GroupSessions.WeeklyCourse;

namespace Engify.Tests.GroupSessions;

public sealed class CreateGroupSessionTemplateTests(EngifyFixture engify)
    : IClassFixture<EngifyFixture>, IAsyncLifetime
{
    private WeeklyCourse weekly = null!;

    public async Task InitializeAsync() => weekly = await WeeklyCourse.AddAsync(engify);

    public async Task DisposeAsync() => Assert.Empty(await engify.CheckAsync());

    [Fact]
    public async Task A_weekly_session_is_on_the_calendar_at_once()
    {
        var made = await weekly.CreateAsync(
            ("location", " H 820 "), ("meetingUrl", "https://meet.test/1"), ("capacity", 7));

        made.Json.ShouldHaveShape(["id", "template", "scheduled", "changed", "removed", "conflicts"]);
        made["template"].ShouldHaveShape(Shapes.TemplateDetails);
        Assert.Equal($"/group-session-templates/{made.Id}", made.Headers["Location"]);
        Assert.Equal((6, 0, 0), Counts(made));
        Assert.Empty(Conflicts(made));
        Assert.Equal("H 820", made["template"].GetProperty("location").GetString());
        var found = (await engify.Api.GetAsync(made.Headers["Location"])).ShouldBeOk();
        Assert.Equal((made["template"].GetRawText(), made.ETag), (found.Text, found.ETag));
        Assert.Equal(304, (await engify.Api.GetAsync(
            made.Headers["Location"], As.Admin, ("If-None-Match", made.ETag!))).Status);

        var listed = (await engify.Api.GetAsync($"/group-sessions/courses/{weekly.Course.Id}")).ShouldBeOk().Json[0];
        Assert.Equal(made.Id, listed.GetProperty("template").GetProperty("id").GetGuid());
        Assert.Equal(
            Enumerable.Range(0, 6).Select(week => new DateTimeOffset(2026, 3, 4, 18, 0, 0, default).AddDays(7 * week)),
            listed.GetProperty("bookings").EnumerateArray().Select(session =>
            {
                Assert.Equal(7, session.GetProperty("capacity").GetInt32());
                return session.GetProperty("date").GetDateTimeOffset();
            }));
        var entry = await engify.QueryAsync(db => db.AuditEntries.SingleAsync(known => known.ObjectId == $"{made.Id}"));
        Assert.Equal(("CreateGroupSessionTemplate", "group_session_template"), (entry.Action, entry.ObjectType));
    }

    [Fact]
    public async Task Dates_left_out_are_those_of_the_term()
    {
        var term = (await engify.Api.PostAsync("/terms", new
        {
            code = $"w-{Guid.NewGuid():N}"[..18],
            name = "Spring",
            startsOn = "2026-03-11",
            endsOn = "2026-03-25",
        })).ShouldBeCreated();

        var whole = await weekly.CreateAsync(("termId", term.Id));
        var part = await weekly.CreateAsync(("termId", term.Id), ("startsOn", "2026-03-12"), ("dayOfWeek", 5));

        Assert.Equal((3, 2), (Counts(whole).Scheduled, Counts(part).Scheduled));
        var template = whole["template"];
        Assert.Equal("2026-03-11", template.GetProperty("startsOn").GetString());
        Assert.Equal("2026-03-25", template.GetProperty("endsOn").GetString());
        Assert.Equal("2026-03-12", part["template"].GetProperty("startsOn").GetString());
        (await engify.Api.PostAsync(weekly.Path, weekly.Terms(("termId", term.Id), ("startsOn", "2026-03-26"))))
            .ShouldBeInvalid("endsOn");
        (await engify.Api.DeleteAsync($"/terms/{term.Id}")).ShouldBeProblem(409, "in_use");
    }

    [Theory]
    [InlineData("2026-03-04", "2026-03-04", 1)]
    [InlineData("2026-03-05", "2026-03-10", 0)]
    [InlineData(null, "2026-03-18", 3)]
    [InlineData("2026-04-08", null, 1)]
    [InlineData("2026-04-09", "2027-04-08", 0)]
    public async Task No_session_is_outside_its_dates(string? startsOn, string? endsOn, int sessions)
    {
        var made = await weekly.CreateAsync(("startsOn", startsOn), ("endsOn", endsOn));

        Assert.Equal(sessions, Counts(made).Scheduled);
        Assert.Equal(sessions, (await weekly.ListAsync()).Count);
    }

    [Fact]
    public async Task Dates_are_those_of_its_own_clocks()
    {
        // In Kiritimati it is Thursday when it is still Wednesday in UTC.
        var made = await weekly.CreateAsync(
            ("timeZone", "Pacific/Kiritimati"), ("dayOfWeek", 4), ("startTime", "08:00"), ("endTime", "09:00"),
            ("startsOn", "2026-03-05"), ("endsOn", "2026-03-05"));

        Assert.Equal(1, Counts(made).Scheduled);
        Assert.Equal(
            new DateTimeOffset(2026, 3, 4, 18, 0, 0, default), Assert.Single(await weekly.ListAsync()).StartsAt);
    }

    [Fact]
    public async Task A_time_that_the_clocks_skip_is_the_first_after_the_gap()
    {
        await weekly.CreateAsync(
            ("timeZone", "America/Toronto"), ("dayOfWeek", 0), ("startTime", "02:30"), ("endTime", "03:30"));

        Assert.Equal(
            new DateTimeOffset(2026, 3, 8, 7, 0, 0, default), (await weekly.ListAsync())[0].StartsAt);
    }

    [Fact]
    public async Task Where_the_TA_is_busy_there_is_none_and_the_answer_says_so()
    {
        var busy = new DateTimeOffset(2026, 3, 11, 19, 0, 0, default);
        (await engify.Api.BookAsync(await engify.School.AddStudentAsync(), weekly.Course, weekly.Ta, busy))
            .ShouldBeOk();

        var made = await weekly.CreateAsync();

        Assert.Equal((5, 0, 0), Counts(made));
        Assert.Equal(((Guid?)null, "2026-03-11T18:00:00Z", "TA_BUSY"), Assert.Single(Conflicts(made)));
        Assert.Equal(5, (await weekly.ListAsync()).Count);
    }

    [Fact]
    public async Task What_it_names_must_be_there()
    {
        var other = await engify.School.AddTaAsync();
        var gone = await engify.School.AddTaAsync(weekly.Course, isActive: false);

        (await engify.Api.PostAsync("/courses/nope/group-session-templates", weekly.Terms()))
            .ShouldBeProblem(404, "course_not_found");
        (await PostAsync("taId", Guid.NewGuid())).ShouldBeProblem(404, "ta_not_found");
        (await PostAsync("taId", gone.Id)).ShouldBeProblem(404, "ta_not_found");
        (await PostAsync("taId", other.Id)).ShouldBeProblem(400, "ta_does_not_teach_course");
        (await PostAsync("termId", Guid.NewGuid())).ShouldBeProblem(404, "term_not_found");
        Assert.Empty(await weekly.ListAsync());
    }

    [Theory]
    [InlineData("dayOfWeek", -1)]
    [InlineData("dayOfWeek", 7)]
    [InlineData("endTime", "18:00")]
    [InlineData("endTime", "17:59")]
    [InlineData("timeZone", "")]
    [InlineData("timeZone", "Mars/Olympus")]
    [InlineData("timeZone", "Eastern Standard Time")]
    [InlineData("capacity", 0)]
    [InlineData("capacity", 1001)]
    [InlineData("pricePerStudent", -1)]
    [InlineData("pricePerStudent", 1.005)]
    [InlineData("pricePerStudent", 100000000)]
    [InlineData("startsOn", "1899-12-31")]
    [InlineData("endsOn", "9000-01-01")]
    [InlineData("location", "\0")]
    [InlineData("meetingUrl", "http://meet.test/1")]
    public async Task What_is_no_weekly_session_is_refused(string member, object value)
    {
        (await PostAsync(member, value)).ShouldBeInvalid(member);
        (await engify.Api.PutAsync("/group-session-templates/nope", weekly.Terms((member, value)), "*"))
            .ShouldBeInvalid(member);
    }

    [Theory]
    [InlineData("dayOfWeek", "WEDNESDAY")]
    [InlineData("startTime", "6 pm")]
    [InlineData("startTime", null)]
    [InlineData("taId", null)]
    [InlineData("endsOn", "2026-02-30")]
    public async Task What_cannot_be_read_is_refused(string member, object? value) =>
        (await PostAsync(member, value)).ShouldBeProblem(400, "malformed_request");

    [Fact]
    public async Task A_price_has_the_decimals_of_the_currency()
    {
        await using var host = await engify.StartHostAsync(("Institution:Currency", "JPY"));
        var api = new ApiClient(host);

        (await api.PostAsync(weekly.Path, weekly.Terms(("pricePerStudent", 10.5m)))).ShouldBeInvalid("pricePerStudent");
        (await api.PostAsync(weekly.Path, weekly.Terms(("pricePerStudent", 10m)))).ShouldBeCreated();
    }

    [Fact]
    public async Task An_inactive_one_and_one_of_a_course_not_on_offer_schedule_nothing()
    {
        Assert.Equal((0, 0, 0), Counts(await weekly.CreateAsync(("isActive", false))));
        await engify.School.RetireAsync<Features.Courses.Course>(weekly.Course.Id);
        Assert.Equal((0, 0, 0), Counts(await weekly.CreateAsync()));
    }

    [Fact]
    public async Task Administrators_list_all_and_a_TA_theirs()
    {
        var first = await weekly.CreateAsync(("dayOfWeek", 1));
        var other = await engify.School.AddTaAsync(weekly.Course);
        var second = await weekly.CreateAsync(("taId", other.Id));
        var ended = await weekly.CreateAsync(("dayOfWeek", 5), ("isActive", false));
        var path = $"/group-session-templates?courseId={weekly.Course.Id}";

        var all = (await engify.Api.GetAsync(path)).ShouldBeOk();
        Assert.Equal([first.Id, second.Id], all.Json.Ids());
        all.Json[0].ShouldHaveShape(Shapes.TemplateDetails);
        Assert.Equal(
            [first.Id, second.Id, ended.Id], (await engify.Api.GetAsync($"{path}&includeInactive=true")).Json.Ids());
        Assert.Equal([second.Id], (await engify.Api.GetAsync($"{path}&taId={other.Id}")).Json.Ids());
        Assert.Equal([second.Id], (await engify.Api.GetAsync($"{path}&q={other.Name.ToUpperInvariant()}")).Json.Ids());
        Assert.Equal(2, (await engify.Api.GetAsync($"{path}&q={weekly.Course.Code}")).Json.GetArrayLength());
        Assert.Empty((await engify.Api.GetAsync($"{path}&q=nobody")).Json.Ids());

        path = "/group-session-templates";
        var by = As.Ta(other.Id);
        Assert.Equal([second.Id], (await engify.Api.GetAsync(path, by)).Json.Ids());
        Assert.Equal([second.Id], (await engify.Api.GetAsync($"{path}?taId={other.Id}", by)).Json.Ids());
        (await engify.Api.GetAsync($"{path}?taId={weekly.Ta.Id}", by)).ShouldBeProblem(403, "forbidden");
        (await engify.Api.GetAsync($"{path}/{second.Id}", by)).ShouldBeOk();
        (await engify.Api.GetAsync($"{path}/{first.Id}", by)).ShouldBeProblem(403, "forbidden");
        (await engify.Api.GetAsync($"{path}/nope", by)).ShouldBeProblem(403, "forbidden");
        (await engify.Api.GetAsync($"{path}/nope")).ShouldBeProblem(404, "group_session_template_not_found");
    }

    [Fact]
    public async Task Lists_come_in_pages()
    {
        foreach (var (day, start) in new[] { (5, "10:00"), (1, "10:00"), (1, "08:00"), (0, "23:00"), (1, "08:00") })
            await weekly.CreateAsync(("dayOfWeek", day), ("startTime", start), ("endTime", "00:00"));
        var path = $"/group-session-templates?courseId={weekly.Course.Id}";
        var all = (await engify.Api.GetAsync(path)).ShouldBeOk().Json;

        var paged = new List<JsonElement>();
        for (var next = $"{path}&limit=2"; next is not null;)
        {
            var page = (await engify.Api.GetAsync(next)).ShouldBeOk();
            paged.AddRange(page.Json.EnumerateArray());
            next = page.Next;
        }

        Assert.Equal(all.GetRawText(), JsonSerializer.SerializeToElement(paged).GetRawText());
        Assert.Equal(
            [(0, "23:00"), (1, "08:00"), (1, "08:00"), (1, "10:00"), (5, "10:00")],
            paged.Select(row => (row.GetProperty("dayOfWeek").GetInt32(), row.GetProperty("startTime").GetString()!)));
    }

    private Task<Answer> PostAsync(string member, object? value) =>
        engify.Api.PostAsync(weekly.Path, weekly.Terms((member, value)));
}
