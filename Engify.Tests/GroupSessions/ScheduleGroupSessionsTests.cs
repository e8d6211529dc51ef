using System.Globalization;
using Engify.Features.Bookings;
using Engify.Features.GroupSessions;
using Engify.Features.GroupSessions.ScheduleGroupSessions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Engify.Tests.GroupSessions;

/// <summary>A service for each test: they move its clock.</summary>
public sealed class ScheduleGroupSessionsTests : IAsyncLifetime
{
    private readonly EngifyFixture engify = new();

    public Task InitializeAsync() => engify.InitializeAsync();

    public async Task DisposeAsync()
    {
        Assert.Empty(await engify.CheckAsync());
        await engify.DisposeAsync();
    }

    [Fact]
    public async Task A_template_brings_a_session_a_week_for_the_coming_six_weeks()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var template = await engify.School.AddTemplateAsync(course, ta, capacity: 7);

        Assert.Equal(6, await ScheduleAsync());

        var sessions = await ListAsync(template);
        Assert.Equal(
            Enumerable.Range(0, 6).Select(week => Instant("2026-03-04T18:00Z").AddDays(7 * week)),
            sessions.Select(session => session.StartsAt));
        Assert.All(sessions, session =>
        {
            Assert.Equal(SessionType.Group, session.SessionType);
            Assert.Equal(BookingStatus.Available, session.Status);
            Assert.Equal((7, 0, 90, 15m), (
                session.Capacity, session.StudentCount, session.DurationMinutes, session.PricePerStudent));
            Assert.Equal((course.Id, ta.Id), (session.CourseId, session.TaId));
        });
    }

    [Fact]
    public async Task The_number_of_weeks_is_configurable()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var template = await engify.School.AddTemplateAsync(course, ta);

        await using var other = await engify.StartHostAsync(("GroupSessions:WeeksAhead", "2"));
        await ScheduleAsync(other.Services);

        Assert.Equal(2, (await ListAsync(template)).Count);
    }

    [Fact]
    public async Task A_date_that_was_called_off_is_not_made_again_and_stops_no_later_one()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var template = await engify.School.AddTemplateAsync(course, ta);
        await ScheduleAsync();
        var calledOff = (await ListAsync(template))[2];
        (await engify.Api.PatchAsync($"/bookings/{calledOff.Id}/cancel")).ShouldBeOk();

        var scheduled = engify.Log.NextAsync(entry => entry.Message == "Scheduled 1 group sessions");
        for (var day = 0; day < 7; day++)
            engify.Clock.Advance(TimeSpan.FromDays(1));
        await scheduled;

        var sessions = await ListAsync(template);
        Assert.Equal(7, sessions.Count);
        Assert.Equal(Instant("2026-04-15T18:00Z"), sessions[^1].StartsAt);
        Assert.Equal(calledOff.Id, Assert.Single(sessions, session => session.Status == BookingStatus.Cancelled).Id);
        Assert.DoesNotContain(engify.Log.Entries, entry => entry.Level >= LogLevel.Warning);
    }

    [Theory]
    [InlineData("start_time = '12:00', end_time = '13:00'")]
    [InlineData("start_time = '20:00', end_time = '00:00'")]
    [InlineData("time_zone = 'Pacific/Kiritimati'")]
    [InlineData("time_zone = 'America/Los_Angeles', start_time = '22:00', end_time = '23:00'")]
    [InlineData("day_of_week = 1")]
    [InlineData("day_of_week = 5")]
    public async Task A_template_that_moves_has_one_session_a_week(string move)
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var template = await engify.School.AddTemplateAsync(course, ta);
        Assert.Equal(6, await ScheduleAsync());
        await engify.ExecuteAsync($"UPDATE group_session_templates SET {move}");

        Assert.Equal(0, await ScheduleAsync());

        Assert.Equal(6, (await ListAsync(template)).Count);
        Assert.DoesNotContain(engify.Log.Entries, entry => entry.Level >= LogLevel.Warning);

        // What is new after them is as the template has it now.
        engify.Clock.Advance(TimeSpan.FromDays(21));
        await ScheduleAsync();
        var sessions = await ListAsync(template);
        Assert.Equal(9, sessions.Count);
        Assert.Equal(9, sessions.Select(session => ISOWeek.GetWeekOfYear(session.LocalDate!.Value)).Distinct().Count());
    }

    [Fact]
    public async Task A_week_whose_session_was_called_off_gets_one_on_the_day_that_the_template_moved_to()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var template = await engify.School.AddTemplateAsync(course, ta);
        await ScheduleAsync();
        (await engify.Api.PatchAsync($"/bookings/{(await ListAsync(template))[1].Id}/cancel")).ShouldBeOk();
        await engify.ExecuteAsync("UPDATE group_session_templates SET day_of_week = 5");

        Assert.Equal(1, await ScheduleAsync());

        Assert.Contains(await ListAsync(template), session => session.StartsAt == Instant("2026-03-13T18:00Z"));
    }

    [Fact]
    public async Task The_database_keeps_one_session_a_date_also_from_someone_typing_SQL()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        await engify.School.AddTemplateAsync(course, ta, timeZone: "America/Toronto");
        await ScheduleAsync();

        var refused = await Assert.ThrowsAsync<PostgresException>(() => engify.ExecuteAsync(Another("4 hours")));

        Assert.Equal("ux_bookings_group_session_template_id_local_date", refused.ConstraintName);
        await engify.ExecuteAsync(Another("6 hours"));

        static string Another(string later) =>
            $"""
            INSERT INTO bookings (id, course_id, ta_id, status, session_type, starts_at, ends_at, price_per_student,
                capacity, student_count, group_session_template_id, created_at, updated_at)
            SELECT gen_random_uuid(), course_id, ta_id, status, session_type, starts_at + interval '{later}',
                ends_at + interval '{later}', 15, capacity, 0, group_session_template_id, created_at, updated_at
            FROM bookings ORDER BY starts_at LIMIT 1
            """;
    }

    [Fact]
    public async Task A_session_that_ends_at_midnight_ends_with_its_day()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var template = await engify.School.AddTemplateAsync(course, ta, start: new(22, 0), end: new(0, 0));
        Assert.Equal(6, await ScheduleAsync());

        Assert.All(await ListAsync(template), session => Assert.Equal(120, session.DurationMinutes));
        var answered = (await engify.Api.GetAsync($"/group-sessions/courses/{course.Id}")).ShouldBeOk().Json[0];
        Assert.Equal("00:00", answered.GetProperty("template").GetProperty("endTime").GetString());
        Assert.Equal(120, answered.GetProperty("bookings")[0].GetProperty("durationMinutes").GetInt32());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_session_written_at_the_same_moment_is_waited_for_and_left_out(bool byAnotherInstance)
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var template = await engify.School.AddTemplateAsync(course, ta);
        await using var meeting = await BookingsLock.TakeAsync(
            engify,
            byAnotherInstance
                ? $"""
                   INSERT INTO bookings (id, course_id, ta_id, status, session_type, starts_at, ends_at,
                       price_per_student, capacity, student_count, group_session_template_id, created_at, updated_at)
                   VALUES (gen_random_uuid(), '{course.Id}', '{ta.Id}', 'AVAILABLE', 'GROUP', '2026-03-18 18:00Z',
                       '2026-03-18 19:30Z', 15, 3, 0, '{template.Id}', now(), now())
                   """
                : $"""
                   INSERT INTO bookings (id, course_id, ta_id, status, session_type, starts_at, ends_at,
                       price_per_student, capacity, student_count, created_at, updated_at)
                   VALUES (gen_random_uuid(), '{course.Id}', '{ta.Id}', 'REQUESTED', 'INDIVIDUAL', '2026-03-18 19:00Z',
                       '2026-03-18 20:00Z', 15, 1, 0, now(), now())
                   """);

        var scheduling = ScheduleAsync();
        await meeting.WaitForWaitersAsync(1);
        await meeting.ReleaseAsync();

        Assert.Equal(5, await scheduling);
        Assert.Equal(byAnotherInstance ? 6 : 5, (await ListAsync(template)).Count);
        Assert.DoesNotContain(engify.Log.Entries, entry => entry.Level >= LogLevel.Error);
        Assert.Equal(
            byAnotherInstance ? 0 : 1,
            engify.Log.Entries.Count(entry => entry.Message.StartsWith("Left out", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Sessions_that_are_there_are_not_made_again_even_when_cancelled()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var template = await engify.School.AddTemplateAsync(course, ta);
        await ScheduleAsync();
        (await engify.Api.PatchAsync($"/bookings/{(await ListAsync(template))[0].Id}/cancel")).ShouldBeOk();

        Assert.Equal(0, await ScheduleAsync());

        Assert.Equal(6, (await ListAsync(template)).Count);
    }

    [Fact]
    public async Task Instances_at_the_same_work_make_each_session_once()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var template = await engify.School.AddTemplateAsync(course, ta);
        var elsewhere = await engify.School.AddTemplateAsync(course, ta, day: DayOfWeek.Friday);
        await using var other = await engify.StartHostAsync();

        await Task.WhenAll(Enumerable.Range(0, 10).Select(index =>
            Task.Run(() => ScheduleAsync(index % 2 == 0 ? engify.Host.Services : other.Services))));

        Assert.Equal(6, (await ListAsync(template)).Count);
        Assert.Equal(6, (await ListAsync(elsewhere)).Count);
        Assert.DoesNotContain(engify.Log.Entries, entry => entry.Level >= LogLevel.Error);
    }

    [Fact]
    public async Task Every_day_brings_what_has_come_within_reach()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var template = await engify.School.AddTemplateAsync(course, ta, day: DayOfWeek.Tuesday);
        await ScheduleAsync();

        var scheduled = engify.Log.NextAsync(entry => entry.Message == "Scheduled 1 group sessions");
        for (var day = 0; day < 2; day++)
            engify.Clock.Advance(TimeSpan.FromDays(1));
        await scheduled;

        Assert.Equal(7, (await ListAsync(template)).Count);
    }

    [Theory]
    [InlineData("2026-03-02", "2026-03-04T23:00Z", "2026-03-11T22:00Z")] // clocks go forward on 8 March
    [InlineData("2026-10-26", "2026-10-28T22:00Z", "2026-11-04T23:00Z")] // clocks go back on 1 November
    public async Task Sessions_keep_their_local_time_when_the_clocks_change(string from, string before, string after)
    {
        engify.Clock.SetUtcNow(Instant(from + "T12:00Z"));
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var template = await engify.School.AddTemplateAsync(course, ta, timeZone: "America/Toronto");
        await ScheduleAsync();

        var sessions = (await engify.Api.GetAsync($"/group-sessions/courses/{course.Id}")).ShouldBeOk().Json[0]
            .GetProperty("bookings").EnumerateArray()
            .Select(session => session.GetProperty("date").GetDateTimeOffset());

        Assert.Equal([Instant(before), Instant(after)], sessions.Take(2));
        Assert.Equal(template.StartTime, new TimeOnly(18, 0));
    }

    [Fact]
    public async Task A_start_in_the_gap_moves_to_the_first_valid_time_and_an_ambiguous_one_takes_the_first()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var gap = await engify.School.AddTemplateAsync(
            course, ta, day: DayOfWeek.Sunday, start: new(2, 30), end: new(3, 30), timeZone: "America/Toronto");
        await ScheduleAsync();
        Assert.Equal(Instant("2026-03-08T07:00Z"), (await ListAsync(gap))[0].StartsAt);
        Assert.All(await ListAsync(gap), session => Assert.Equal(60, session.DurationMinutes));

        engify.Clock.SetUtcNow(Instant("2026-10-30T12:00Z"));
        var fold = await engify.School.AddTemplateAsync(
            course, ta, day: DayOfWeek.Sunday, start: new(1, 0), end: new(2, 0), timeZone: "America/Toronto");
        await ScheduleAsync();
        Assert.Equal(Instant("2026-11-01T05:00Z"), (await ListAsync(fold))[0].StartsAt);
    }

    [Fact]
    public async Task An_hour_at_which_the_ta_is_booked_is_left_out_and_logged()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var template = await engify.School.AddTemplateAsync(course, ta);
        var busy = new DateTimeOffset(2026, 3, 11, 19, 0, 0, TimeSpan.Zero);
        var student = await engify.School.AddStudentAsync();
        // By the API, nobody books an hour of a session that is yet to be scheduled.
        await engify.School.AddBookingAsync(student, course, ta, busy);

        Assert.Equal(5, await ScheduleAsync());

        Assert.DoesNotContain(await ListAsync(template), session => session.StartsAt == busy.AddHours(-1));
        var entry = Assert.Single(engify.Log.Entries, entry => entry.Level == LogLevel.Warning);
        Assert.Contains(template.Id.ToString(), entry.Message, StringComparison.Ordinal);
        Assert.Contains("2026-03-11 18:00", entry.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inactive_templates_schedule_nothing()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        await engify.School.AddTemplateAsync(course, ta, isActive: false);
        await engify.School.AddTemplateAsync(course, await engify.School.AddTaAsync(course, isActive: false));
        await engify.School.AddTemplateAsync(await engify.School.AddCourseAsync(isActive: false), ta);

        Assert.Equal(0, await ScheduleAsync());
    }

    [Fact]
    public async Task A_template_that_fails_does_not_keep_the_others_from_their_sessions()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        await engify.School.AddTemplateAsync(course, ta, timeZone: "Nowhere/Land");
        var sound = await engify.School.AddTemplateAsync(course, ta);

        Assert.Equal(6, await ScheduleAsync());

        Assert.Equal(6, (await ListAsync(sound)).Count);
        Assert.Single(engify.Log.Entries, entry => entry.Level == LogLevel.Error);
    }

    private Task<int> ScheduleAsync(IServiceProvider? services = null) =>
        (services ?? engify.Host.Services).GetRequiredService<GroupSessionScheduler>().ScheduleAllAsync(default);

    private Task<List<Booking>> ListAsync(GroupSessionTemplate template) => engify.QueryAsync(db => db.Bookings
        .Where(booking => booking.GroupSessionTemplateId == template.Id)
        .OrderBy(booking => booking.StartsAt)
        .ToListAsync());

    private static DateTimeOffset Instant(string text) =>
        DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
