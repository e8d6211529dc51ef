using System.Text.Json;
using Engify.Features.Availability;
using Engify.Features.Closures;
using Engify.Features.Courses;
using Engify.Features.Students;
using Engify.Features.Tas;
using Microsoft.EntityFrameworkCore;

namespace Engify.Tests.Availability;

/// <summary>The present is Monday, 2 March 2026, noon UTC; TAs are in UTC and work from nine to five.</summary>
public sealed class BookingByCalendarTests(EngifyFixture engify) : IClassFixture<EngifyFixture>
{
    [Fact]
    public async Task An_administrator_books_past_the_calendar_and_the_limits_with_a_reason()
    {
        var (course, ta, student) = await AddSchoolAsync();
        await engify.School.SetRulesAsync(
            "notice_minutes = 10000, horizon_days = 7, step_minutes = 60, durations = ARRAY[30], "
            + "student_max_minutes_per_week = 30",
            course.Id);
        await engify.School.ChangeAsync(ta, "max_minutes_per_day = 30");
        var day = new DateOnly(2026, 4, 8);
        await engify.School.AddAsync(new Closure(Guid.NewGuid(), $"{Guid.NewGuid()}", day, day));
        await engify.School.AddAsync(new TaAbsence(
            Guid.NewGuid(), ta.Id, At("2026-04-08T00:00Z"), At("2026-04-09T00:00Z"), null));
        var body = School.Individual(student, course, ta, At("2026-04-08T06:10Z"));
        (await engify.Api.PostAsync(BookingSteps.IndividualPath, body)).ShouldBeProblem(400, "too_far_ahead");
        body["override"] = true;
        body["reason"] = " She flies home\ttomorrow. ";

        var booked = (await engify.Api.PostAsync(BookingSteps.IndividualPath, body)).ShouldBeOk();

        var stored = await engify.QueryAsync(db => db.Bookings.SingleAsync(booking => booking.Id == booked.Id));
        Assert.True(stored.IsOverride);
        var audited = await engify.QueryAsync(db =>
            db.AuditEntries.SingleAsync(entry => entry.ObjectId == $"{booked.Id}"));
        Assert.Equal("override: She flies home\ttomorrow.", audited.Details);

        // Nobody is in two places, though, and after a session there is a break.
        await engify.School.ChangeAsync(ta, "break_minutes = 15");
        foreach (var start in new[] { "06:10", "05:00", "07:09" })
        {
            body["date"] = At($"2026-04-08T{start}Z");
            (await engify.Api.PostAsync(BookingSteps.IndividualPath, body)).ShouldBeProblem(400, "ta_not_available");
        }

        var other = await engify.School.AddTaAsync(course);
        body["date"] = At("2026-04-08T06:30Z");
        body["taId"] = other.Id;
        (await engify.Api.PostAsync(BookingSteps.IndividualPath, body)).ShouldBeProblem(400, "student_not_available");
        body["date"] = At("2026-03-02T11:00Z");
        (await engify.Api.PostAsync(BookingSteps.IndividualPath, body)).ShouldBeProblem(400, "start_in_past");
    }

    [Fact]
    public async Task An_override_without_a_ta_finds_one_who_does_not_work()
    {
        var (course, ta, student) = await AddSchoolAsync();
        var body = School.Individual(student, course, null, At("2026-03-04T03:00Z"));
        body["override"] = true;
        body["reason"] = "Night of the exam";

        Assert.Equal(
            ta.Id,
            (await engify.Api.PostAsync(BookingSteps.IndividualPath, body)).ShouldBeOk()["taId"].GetGuid());
    }

    [Fact]
    public async Task Only_an_administrator_overrides_and_says_why()
    {
        var (course, ta, student) = await AddSchoolAsync();
        var body = School.Individual(student, course, ta, At("2026-03-04T03:00Z"));
        body["override"] = true;
        foreach (var reason in new[] { null, "", " \u00a0", new string('x', 1001) })
        {
            body["reason"] = reason;
            (await engify.Api.PostAsync(BookingSteps.IndividualPath, body)).ShouldBeInvalid("reason");
        }

        body["reason"] = "I want to";
        (await engify.Api.PostAsync(BookingSteps.IndividualPath, body, As.Student(student.Id)))
            .ShouldBeProblem(403, "forbidden");
        body["override"] = false;
        (await engify.Api.PostAsync(BookingSteps.IndividualPath, body)).ShouldBeInvalid("reason");
        Assert.False(await engify.QueryAsync(db => db.Bookings.AnyAsync(booking => booking.TaId == ta.Id)));
    }

    [Fact]
    public async Task A_refusal_tells_the_three_nearest_slots_of_the_ta()
    {
        var (course, ta, student) = await AddSchoolAsync();
        await engify.School.AddHoursAsync(
            await engify.School.AddTaAsync(course), TimeSpan.FromHours(0), TimeSpan.FromHours(24));
        await engify.School.AddBookingAsync(
            await engify.School.AddStudentAsync(), course, ta, At("2026-03-04T10:00Z"));

        var refused = (await engify.Api.BookAsync(student, course, ta, At("2026-03-04T10:00Z")))
            .ShouldBeProblem(400, "ta_not_available");

        Assert.Equal(["2026-03-04T09:00Z", "2026-03-04T11:00Z", "2026-03-04T11:30Z"], Nearest(refused["nearest"]));
        Assert.All(refused["nearest"].EnumerateArray(), slot =>
            Assert.Equal(ta.Id, Assert.Single(slot.GetProperty("taIds").EnumerateArray()).GetGuid()));
    }

    [Fact]
    public async Task If_the_ta_has_no_slot_a_refusal_tells_those_of_others()
    {
        var (course, _, student) = await AddSchoolAsync();
        var idle = await engify.School.AddTaAsync(course);
        await engify.School.AddAsync(new TaDayOverride(Guid.NewGuid(), idle.Id, new DateOnly(2026, 1, 1), 0, 60));

        var refused = (await engify.Api.BookAsync(student, course, idle, At("2026-03-04T09:00Z")))
            .ShouldBeProblem(400, "outside_ta_hours");

        Assert.Equal(["2026-03-04T09:00Z", "2026-03-04T09:30Z", "2026-03-04T10:00Z"], Nearest(refused["nearest"]));
    }

    [Theory]
    [InlineData("2026-03-01T10:00Z", "start_in_past")]
    [InlineData("0001-01-01T10:00Z", "start_in_past")]
    [InlineData("2026-03-02T13:29:59Z", "too_soon")]
    [InlineData("2026-03-20T10:00Z", "too_far_ahead")]
    [InlineData("8999-12-31T23:59Z", "too_far_ahead")]
    public async Task Slots_are_near_however_far_away_the_time_is(string date, string code)
    {
        var (course, ta, student) = await AddSchoolAsync();
        await engify.School.SetRulesAsync("notice_minutes = 90, horizon_days = 14", course.Id);

        var refused = (await engify.Api.BookAsync(student, course, ta, At(date))).ShouldBeProblem(400, code);

        Assert.Equal(
            date.StartsWith("2026-03-0", StringComparison.Ordinal) || code == "start_in_past"
                ? ["2026-03-02T13:30Z", "2026-03-02T14:00Z", "2026-03-02T14:30Z"]
                : ["2026-03-16T12:00Z", "2026-03-16T11:30Z", "2026-03-16T11:00Z"],
            Nearest(refused["nearest"]));
        Assert.Equal(
            code == "too_soon" ? "2026-03-02T13:30:00Z" : null,
            refused.Json.TryGetProperty("earliest", out var earliest) ? earliest.GetString() : null);
    }

    [Fact]
    public async Task What_has_nothing_to_do_with_time_tells_no_slots()
    {
        var (course, ta, student) = await AddSchoolAsync();
        await engify.School.RetireAsync<Student>(student.Id);

        var refused = (await engify.Api.BookAsync(student, course, ta, At("2026-03-04T09:00Z")))
            .ShouldBeProblem(400, "student_inactive");

        Assert.False(refused.Json.TryGetProperty("nearest", out _));
    }

    [Fact]
    public async Task If_no_ta_is_named_one_who_can_is_chosen()
    {
        var (course, ta, student) = await AddSchoolAsync();
        var night = await engify.School.AddTaAsync(course);
        await engify.School.ChangeAsync(night, "time_zone = 'UTC'");
        await engify.School.AddHoursAsync(night, TimeSpan.FromHours(20), TimeSpan.FromHours(24));

        Assert.Equal(night.Id, await TaOfAsync("2026-03-04T21:00Z"));
        Assert.Equal(ta.Id, await TaOfAsync("2026-03-04T09:00Z"));
        (await engify.Api.BookAsync(student, course, null, At("2026-03-05T18:00Z")))
            .ShouldBeProblem(400, "no_ta_available");
        await engify.School.SetRulesAsync("step_minutes = 60", course.Id);
        (await engify.Api.BookAsync(student, course, null, At("2026-03-05T10:30Z")))
            .ShouldBeProblem(400, "start_not_offered");
        await engify.School.ChangeAsync(ta, "max_minutes_per_day = 30");
        (await engify.Api.BookAsync(student, course, null, At("2026-03-05T10:00Z")))
            .ShouldBeProblem(400, "no_ta_available");

        async Task<Guid> TaOfAsync(string start) =>
            (await engify.Api.BookAsync(student, course, null, At(start))).ShouldBeOk()["taId"].GetGuid();
    }

    [Theory]
    [InlineData("ta_absences", "(id, ta_id, starts_at, ends_at) VALUES (gen_random_uuid(), '{0}', "
        + "'2026-07-04T09:59Z', '2026-07-04T10:01Z')", "outside_ta_hours")]
    [InlineData("closures", "(id, name, starts_on, ends_on) VALUES (gen_random_uuid(), '{0}', '2026-07-04', "
        + "'2026-07-04')", "institution_closed")]
    public async Task An_absence_or_closure_that_memory_does_not_know_yet_is_respected(
        string table, string values, string code)
    {
        var (course, ta, student) = await AddSchoolAsync();
        await engify.Api.GetAsync($"/courses/{course.Id}/slots");
        // Nobody is told of it.
        await engify.ExecuteAsync(
            $"""
            ALTER TABLE {table} DISABLE TRIGGER tr_{table}_tell_of_change;
            INSERT INTO {table} {values.Replace("{0}", $"{ta.Id}", StringComparison.Ordinal)};
            ALTER TABLE {table} ENABLE TRIGGER tr_{table}_tell_of_change
            """);

        (await engify.Api.BookAsync(student, course, ta, At("2026-07-04T10:00Z"))).ShouldBeProblem(400, code);
        (await engify.Api.BookAsync(student, course, ta, At("2026-07-05T10:00Z"))).ShouldBeOk();
    }

    [Fact]
    public async Task Why_not_is_explained_ta_by_ta()
    {
        var (course, ta, student) = await AddSchoolAsync();
        var away = await engify.School.AddTaAsync(course);
        await engify.School.ChangeAsync(away, "time_zone = 'UTC'");
        await engify.School.AddHoursAsync(away, TimeSpan.FromHours(9), TimeSpan.FromHours(17));
        await engify.School.AddAsync(new TaAbsence(
            Guid.NewGuid(), away.Id, At("2026-03-04T00:00Z"), At("2026-03-05T00:00Z"), null));
        await engify.School.AddBookingAsync(student, course, ta, At("2026-03-04T10:00Z"));
        var path = $"/courses/{course.Id}/slots/explain?date=2026-03-04T10:30:00Z";

        var found = (await engify.Api.GetAsync($"{path}&studentId={student.Id}", As.Student(student.Id)))
            .ShouldBeOk();

        Assert.False(found["bookable"].GetBoolean());
        Assert.Equal(
            [
                ("outside_ta_hours", away.Id, "This TA does not work at this time"),
                ("ta_not_available", ta.Id, "This TA is not available at this time"),
                ("student_not_available", null, "This student has another session at this time"),
            ],
            found["reasons"].EnumerateArray().Select(reason => (
                reason.GetProperty("code").GetString(),
                reason.GetProperty("taId").ValueKind == JsonValueKind.Null
                    ? (Guid?)null
                    : reason.GetProperty("taId").GetGuid(),
                reason.GetProperty("message").GetString())));
        Assert.Equal(["2026-03-04T11:00Z", "2026-03-04T11:30Z", "2026-03-04T09:00Z"], Nearest(found["nearest"]));

        var free = (await engify.Api.GetAsync(
            $"/courses/{course.Id}/slots/explain?date=2026-03-04T11:00:00Z", As.Anonymous)).ShouldBeOk();
        Assert.True(free["bookable"].GetBoolean());
        Assert.Equal(0, free["reasons"].GetArrayLength());
        Assert.Equal("2026-03-04T11:00Z", Nearest(free["nearest"]).First());
    }

    [Fact]
    public async Task Too_soon_is_explained_with_the_earliest_start()
    {
        var (course, ta, _) = await AddSchoolAsync();
        await engify.School.SetRulesAsync("notice_minutes = 1440", course.Id);

        var found = (await engify.Api.GetAsync(
            $"/courses/{course.Id}/slots/explain?date=2026-03-03T11:00:00Z&taId={ta.Id}", As.Anonymous)).ShouldBeOk();

        var reason = Assert.Single(found["reasons"].EnumerateArray());
        Assert.Equal("too_soon", reason.GetProperty("code").GetString());
        Assert.Equal("2026-03-03T12:00:00Z", reason.GetProperty("earliest").GetString());
    }

    [Theory]
    [InlineData("date=1899-12-31T00:00:00Z", "date")]
    [InlineData("date=9000-01-01T00:00:00Z", "date")]
    [InlineData("date=2026-03-03T12:00:00Z&durationMinutes=0", "durationMinutes")]
    public async Task What_cannot_be_booked_at_any_time_is_not_explained(string query, string member)
    {
        var (course, _, _) = await AddSchoolAsync();

        (await engify.Api.GetAsync($"/courses/{course.Id}/slots/explain?{query}")).ShouldBeInvalid(member);
    }

    private async Task<(Course Course, Ta Ta, Student Student)> AddSchoolAsync()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        await engify.School.ChangeAsync(ta, "time_zone = 'UTC'");
        await engify.School.AddHoursAsync(ta, TimeSpan.FromHours(9), TimeSpan.FromHours(17));
        return (course, ta, await engify.School.AddStudentAsync());
    }

    private static IEnumerable<string> Nearest(JsonElement slots) => slots.EnumerateArray()
        .Select(slot => slot.GetProperty("startsAt").GetString()!.Replace(":00Z", "Z", StringComparison.Ordinal));

    private static DateTimeOffset At(string instant) => Schedules.At(instant);
}
