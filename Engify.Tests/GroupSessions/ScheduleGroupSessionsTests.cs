using Engify.Features.Domain;
using Engify.Features.GroupSessions.ScheduleGroupSessions;
using Engify.Tests.Harness;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

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
            Enumerable.Range(0, 6).Select(week => new DateTimeOffset(2026, 3, 4, 18, 0, 0, TimeSpan.Zero).AddDays(7 * week)),
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
            .GetProperty("bookings").EnumerateArray().Select(session => session.GetProperty("date").GetDateTimeOffset());

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
        (await engify.Api.PostAsync("/bookings/individual", School.Individual(student, course, ta, busy))).ShouldBeOk();

        Assert.Equal(5, await ScheduleAsync());

        Assert.DoesNotContain(await ListAsync(template), session => session.StartsAt == busy.AddHours(-1));
        var entry = Assert.Single(engify.Log.Entries, entry => entry.Level == LogLevel.Warning);
        Assert.Contains(template.Id.ToString(), entry.Message, StringComparison.Ordinal);
        Assert.Contains("2026-03-11 18:00", entry.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_inactive_brings_nothing()
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
