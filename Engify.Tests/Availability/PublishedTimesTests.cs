using Engify.Features.Courses;
using Engify.Features.Database;
using Engify.Features.Tas;
using Microsoft.EntityFrameworkCore;

namespace Engify.Tests.Availability;

/// <summary>
/// From what a TA publishes to what a student can book, over HTTP alone. The institution is in Toronto, and the
/// present is Monday, 2 March 2026, noon UTC. Sessions last an hour.
/// </summary>
public sealed class PublishedTimesTests(EngifyFixture engify) : IClassFixture<EngifyFixture>
{
    private const string Daily = "0123456";

    [Theory]
    [InlineData("1 22:00-24:00", "22:00 22:30 23:00")]
    [InlineData("1 23:00-24:00", "23:00")]
    [InlineData("1 23:01-24:00", "")]
    [InlineData("1 22:30-24:00, 2 00:00-01:00", "22:30 23:00 23:30 00:00")]
    [InlineData("1 22:30-24:00, 2 00:01-01:01", "22:30 23:00")]
    [InlineData("1 09:00-12:00, 1 12:00-13:00", "09:00 09:30 10:00 10:30 11:00 11:30 12:00")]
    [InlineData("1 09:00-12:00, 1 12:01-13:01", "09:00 09:30 10:00 10:30 11:00")]
    [InlineData("1 09:15-10:45", "09:30")]
    [InlineData("1 00:00-01:00", "00:00")]
    public async Task Hours_are_offered_to_their_last_minute(string weekly, string starts)
    {
        var (course, _) = await AddTutorAsync("UTC", weekly);

        var found = await StartsAsync(course, "2026-03-08", "2026-03-10");

        Assert.Equal(starts, string.Join(' ', found.Select(start => start[11..16])));
        foreach (var start in found)
            (await engify.Api.CancelAsync((await BookAsync(course, start)).ShouldBeOk().Id)).ShouldBeOk();
    }

    [Theory]
    [InlineData("America/Toronto", "01:00-04:00", "2026-03-08", "06:00 06:30 07:00")] // 02:00 becomes 03:00
    [InlineData("America/Toronto", "02:00-03:00", "2026-03-08", "")]
    [InlineData("America/Toronto", "01:00-02:30", "2026-03-08", "06:00")]
    [InlineData("America/Toronto", "00:00-02:00", "2026-11-01", "04:00 04:30 05:00 05:30")] // 02:00 becomes 01:00
    [InlineData("America/Toronto", "02:00-03:00", "2026-11-01", "07:00")]
    [InlineData("Europe/London", "00:30-03:00", "2026-03-29", "00:30 01:00")] // 01:00 becomes 02:00
    [InlineData("Europe/Dublin", "00:30-03:00", "2026-03-29", "00:30 01:00")]
    [InlineData("Europe/London", "00:30-02:00", "2026-10-25", "23:30 00:00 00:30")] // 02:00 becomes 01:00
    [InlineData("Europe/Dublin", "00:30-02:00", "2026-10-25", "23:30 00:00 00:30")]
    [InlineData("Africa/Casablanca", "01:00-05:00", "2026-03-22", "01:00 01:30 02:00 02:30 03:00")] // 02:00, 03:00
    [InlineData("Africa/Casablanca", "01:00-04:00", "2027-02-07", "00:00 00:30 01:00 01:30 03:00")] // 03:00, 02:00
    [InlineData("Africa/Cairo", "00:00-03:00", "2026-04-24", "22:00 22:30 23:00")] // midnight becomes 01:00
    [InlineData("America/Santiago", "00:00-02:00", "2026-09-06", "04:00")] // midnight becomes 01:00
    [InlineData("Australia/Lord_Howe", "01:00-04:00", "2026-10-04", "14:30 15:00 15:30 16:00")] // 02:00, 02:30
    [InlineData("Australia/Lord_Howe", "01:00-03:00", "2026-04-05", "14:00 14:30 15:30")] // 02:00, 01:30
    [InlineData("Asia/Kathmandu", "09:00-11:00", "2026-06-10", "03:15 03:45 04:15")]
    [InlineData("Pacific/Apia", "09:00-10:30", "2026-06-10", "20:00 20:30")]
    public async Task Hours_are_on_the_clocks_of_the_ta(string zone, string hours, string date, string starts)
    {
        var day = (int)Schedules.Date(date).DayOfWeek;
        var (course, _) = await AddTutorAsync(zone, $"{day} {hours}");

        // Wherever that is, it is one of three dates in Toronto.
        var found = await StartsAsync(
            course, $"{Schedules.Date(date).AddDays(-1):O}", $"{Schedules.Date(date).AddDays(1):O}");

        Assert.Equal(starts, string.Join(' ', found.Select(start => start[11..16])));
        foreach (var start in found)
            (await engify.Api.CancelAsync((await BookAsync(course, start)).ShouldBeOk().Id)).ShouldBeOk();
    }

    [Fact]
    public async Task Within_hours_any_minute_can_be_booked_unless_there_is_a_step()
    {
        var (course, _) = await AddTutorAsync("America/Toronto", "0 01:00-02:00");

        // The second of the two hours from 01:00 to 02:00 is no multiple of the step after midnight.
        Assert.Equal("05:00 05:30", await TimesAsync(course, "2026-11-01", "2026-11-01"));
        (await BookAsync(course, "2026-11-01T06:00Z")).ShouldBeOk();
        await RulesAsync(course, new { stepMinutes = 30 });
        (await BookAsync(course, "2026-11-01T05:10Z")).ShouldBeProblem(400, "start_not_offered");
        (await BookAsync(course, "2026-11-01T05:00Z")).ShouldBeOk();
    }

    [Fact]
    public async Task A_step_begins_anew_at_every_midnight_of_the_ta()
    {
        var (course, _) = await AddTutorAsync("Asia/Kathmandu", "3 22:00-24:00, 4 00:00-02:00");
        await RulesAsync(course, new { stepMinutes = 45 });

        // 22:30, 23:15, 00:00, 00:45
        Assert.Equal("16:45 17:30 18:15 19:00", await TimesAsync(course, "2026-03-11", "2026-03-11"));
        (await BookAsync(course, "2026-03-11T18:00Z")).ShouldBeProblem(400, "start_not_offered");
        (await BookAsync(course, "2026-03-11T18:15:01Z")).ShouldBeProblem(400, "start_not_offered");
        (await BookAsync(course, "2026-03-11T18:15Z")).ShouldBeOk();
        await RulesAsync(course, new { stepMinutes = 1440 });
        Assert.Equal("18:15", await TimesAsync(course, "2026-03-18", "2026-03-18"));
    }

    [Fact]
    public async Task The_first_and_the_last_date_of_hours_are_included()
    {
        var (course, ta) = await AddTutorAsync("UTC", "");
        await HoursAsync(
            ta, "UTC",
            Enumerable.Range(0, 7).Select(day => new
            {
                dayOfWeek = day,
                start = "15:00",
                end = "16:00",
                from = "2026-03-10",
                to = "2026-03-12",
            }));

        Assert.Equal(
            ["2026-03-10T15:00:00Z", "2026-03-11T15:00:00Z", "2026-03-12T15:00:00Z"],
            await StartsAsync(course, "2026-03-08", "2026-03-14"));
        (await BookAsync(course, "2026-03-09T15:00Z")).ShouldBeProblem(400, "outside_ta_hours");
        (await BookAsync(course, "2026-03-10T15:00Z")).ShouldBeOk();
        (await BookAsync(course, "2026-03-12T15:00Z")).ShouldBeOk();
        (await BookAsync(course, "2026-03-13T15:00Z")).ShouldBeProblem(400, "outside_ta_hours");
    }

    [Fact]
    public async Task What_holds_on_one_date_replaces_the_hours_of_that_date()
    {
        var (course, ta) = await AddTutorAsync("UTC", "1 15:00-16:00, 3 15:00-16:00");
        await OverrideAsync(ta, "2026-03-09", "17:00-18:00");
        await OverrideAsync(ta, "2026-03-10", "13:00-14:00, 23:00-24:00");
        await OverrideAsync(ta, "2026-03-11");
        await OverrideAsync(ta, "2026-03-12", "00:00-00:30");

        Assert.Equal(
            ["2026-03-09T17:00:00Z", "2026-03-10T13:00:00Z", "2026-03-10T23:00:00Z"],
            await StartsAsync(course, "2026-03-09", "2026-03-12"));
        (await BookAsync(course, "2026-03-09T15:00Z")).ShouldBeProblem(400, "outside_ta_hours");
        (await BookAsync(course, "2026-03-11T15:00Z")).ShouldBeProblem(400, "outside_ta_hours");
        (await BookAsync(course, "2026-03-10T13:00Z")).ShouldBeOk();

        Assert.Equal(204, (await engify.Api.DeleteAsync($"/tas/{ta.Id}/overrides/2026-03-11")).Status);
        Assert.Equal(["2026-03-11T15:00:00Z"], await StartsAsync(course, "2026-03-11", "2026-03-11"));
        // Two dates become one period.
        await OverrideAsync(ta, "2026-03-11", "23:00-24:00");
        await OverrideAsync(ta, "2026-03-12", "00:00-01:00");
        Assert.Equal(
            ["2026-03-10T23:00:00Z", "2026-03-11T23:00:00Z", "2026-03-11T23:30:00Z", "2026-03-12T00:00:00Z"],
            await StartsAsync(course, "2026-03-10", "2026-03-12"));
    }

    [Fact]
    public async Task The_date_of_an_override_is_that_of_the_ta()
    {
        // Wednesday morning in Auckland is Tuesday in Toronto.
        var (course, ta) = await AddTutorAsync("Pacific/Auckland", "3 09:00-10:00");
        Assert.Equal(["2026-03-10T20:00:00Z"], await StartsAsync(course, "2026-03-10", "2026-03-10"));

        await OverrideAsync(ta, "2026-03-11");

        Assert.Empty(await StartsAsync(course, "2026-03-10", "2026-03-11"));
        Assert.Equal(["2026-03-17T20:00:00Z"], await StartsAsync(course, "2026-03-17", "2026-03-17"));
    }

    [Fact]
    public async Task A_session_may_last_over_midnight()
    {
        var (course, _) = await AddTutorAsync("UTC", $"{Daily} 00:00-24:00");

        (await BookAsync(course, "2026-03-10T20:00Z", 480)).ShouldBeOk();
        (await BookAsync(course, "2026-03-11T04:00Z", 15)).ShouldBeOk();
        (await BookAsync(course, "2026-03-11T03:59Z")).ShouldBeProblem(400, "ta_not_available");
    }

    [Fact]
    public async Task A_break_lies_on_both_sides_of_each_session()
    {
        var (course, ta) = await AddTutorAsync("UTC", "1 08:00-13:00");
        await engify.School.ChangeAsync(ta, "break_minutes = 15");
        var booked = (await BookAsync(course, "2026-03-09T10:00Z")).ShouldBeOk();

        Assert.Equal("08:00 08:30 11:30 12:00", await TimesAsync(course, "2026-03-09", "2026-03-09"));
        (await BookAsync(course, "2026-03-09T08:46Z")).ShouldBeProblem(400, "ta_not_available");
        (await BookAsync(course, "2026-03-09T11:14Z")).ShouldBeProblem(400, "ta_not_available");
        (await BookAsync(course, "2026-03-09T11:15Z", 30)).ShouldBeOk();
        (await BookAsync(course, "2026-03-09T08:45Z")).ShouldBeOk();
        (await engify.Api.CancelAsync(booked.Id)).ShouldBeOk();
        (await BookAsync(course, "2026-03-09T10:00Z")).ShouldBeOk();
    }

    [Fact]
    public async Task A_session_keeps_the_break_with_which_it_was_booked()
    {
        var (course, ta) = await AddTutorAsync("UTC", "1 08:00-13:00");
        (await BookAsync(course, "2026-03-09T10:00Z")).ShouldBeOk();
        await engify.School.ChangeAsync(ta, "break_minutes = 45");

        // The new break counts after the new session, the old one after the old.
        Assert.Equal("08:00 11:00 11:30 12:00", await TimesAsync(course, "2026-03-09", "2026-03-09"));
        (await BookAsync(course, "2026-03-09T08:16Z")).ShouldBeProblem(400, "ta_not_available");
        (await BookAsync(course, "2026-03-09T11:00Z")).ShouldBeOk();
    }

    [Fact]
    public async Task Weekly_sessions_of_any_course_take_the_time_of_their_ta()
    {
        var (course, ta) = await AddTutorAsync("UTC", "3 16:00-22:00");
        await engify.School.ChangeAsync(ta, "break_minutes = 30");
        var other = await engify.School.AddCourseAsync();
        // At 18:00 in London, which is 17:00 UTC in summer.
        var template = await engify.School.AddTemplateAsync(other, ta, timeZone: "Europe/London");

        Assert.Equal("16:00 16:30 20:00 20:30 21:00", await TimesAsync(course, "2026-03-11", "2026-03-11"));
        Assert.Equal("19:00 19:30 20:00 20:30 21:00", await TimesAsync(course, "2026-06-10", "2026-06-10"));
        await engify.School.RetireAsync<Course>(other.Id);
        Assert.Equal(11, (await StartsAsync(course, "2026-06-10", "2026-06-10")).Count);
        await engify.School.RetireAsync<Engify.Features.GroupSessions.GroupSessionTemplate>(template.Id);
        (await BookAsync(course, "2026-06-10T17:00Z")).ShouldBeOk();
    }

    [Fact]
    public async Task Notice_and_horizon_are_exact_over_http()
    {
        var (course, _) = await AddTutorAsync("UTC", $"{Daily} 00:00-24:00");
        await RulesAsync(course, new { noticeMinutes = 60, horizonDays = 2 });

        var soon = (await BookAsync(course, "2026-03-02T12:59:59Z")).ShouldBeProblem(400, "too_soon");
        Assert.Equal("2026-03-02T13:00:00Z", soon["earliest"].GetString());
        (await BookAsync(course, "2026-03-04T12:00:01Z")).ShouldBeProblem(400, "too_far_ahead");
        var starts = await StartsAsync(course, "2026-03-02", "2026-03-05");
        Assert.Equal(("2026-03-02T13:00:00Z", "2026-03-04T12:00:00Z"), (starts[0], starts[^1]));
        (await BookAsync(course, "2026-03-02T13:00Z")).ShouldBeOk();
        (await BookAsync(course, "2026-03-04T12:00Z")).ShouldBeOk();
    }

    [Theory]
    [InlineData("America/Toronto", "2026-03-09T03:00Z", "2026-03-09T04:00Z")] // Sunday 23:00, then Monday
    [InlineData("Asia/Kathmandu", "2026-03-08T17:30Z", "2026-03-08T18:15Z")]
    public async Task The_limits_of_a_ta_count_the_days_and_weeks_of_the_ta(string zone, string before, string after)
    {
        var (course, ta) = await AddTutorAsync(zone, $"{Daily} 00:00-24:00");
        await engify.School.ChangeAsync(ta, "max_minutes_per_day = 60, max_minutes_per_week = 90");
        // It lasts until the next day, or to its very beginning, but counts on the day on which it begins.
        var booked = (await BookAsync(course, before, 45)).ShouldBeOk();

        (await BookAsync(course, $"{Schedules.At(before).AddHours(-2):O}", 30))
            .ShouldBeProblem(400, "ta_limit_reached");
        (await BookAsync(course, $"{Schedules.At(before).AddHours(-2):O}", 15)).ShouldBeOk();
        (await BookAsync(course, $"{Schedules.At(before).AddDays(-1):O}", 45))
            .ShouldBeProblem(400, "ta_limit_reached");
        (await BookAsync(course, after, 60)).ShouldBeOk();
        (await engify.Api.CancelAsync(booked.Id)).ShouldBeOk();
        (await BookAsync(course, $"{Schedules.At(before).AddDays(-1):O}", 45)).ShouldBeOk();
    }

    [Fact]
    public async Task A_group_session_counts_towards_the_limits_of_its_ta_and_of_who_joined()
    {
        var session = await engify.School.AddGroupSessionAsync(startsAt: Schedules.At("2026-03-10T18:00Z"));
        var ta = new { Id = session.TaId };
        await engify.School.RunAsync(
            $"UPDATE tas SET time_zone = 'UTC', max_minutes_per_day = 120 WHERE id = '{ta.Id}'");
        await RulesAsync(session.CourseId, new { studentMaxMinutesPerWeek = 120 });
        var student = await engify.School.AddStudentAsync();
        (await engify.Api.JoinAsync(session, student)).ShouldBeOk();

        (await PostAsync("2026-03-10T15:00:00Z", 45)).ShouldBeProblem(400, "ta_limit_reached");
        (await PostAsync("2026-03-11T15:00:00Z", 45)).ShouldBeProblem(400, "student_limit_reached");
        (await PostAsync("2026-03-10T15:00:00Z", 30)).ShouldBeOk();
        // The next week begins on Monday.
        (await PostAsync("2026-03-16T03:59:00Z", 15)).ShouldBeProblem(400, "student_limit_reached");
        (await PostAsync("2026-03-16T04:00:00Z", 120)).ShouldBeOk();

        Task<Answer> PostAsync(string date, int durationMinutes) => engify.Api.PostAsync(
            BookingSteps.IndividualPath,
            new { studentId = student.Id, courseId = session.CourseId, taId = ta.Id, date, durationMinutes },
            As.Student(student.Id));
    }

    [Fact]
    public async Task A_closure_begins_and_ends_at_midnight_of_the_institution()
    {
        var (course, _) = await AddTutorAsync("Pacific/Auckland", $"{Daily} 00:00-24:00");
        var closed = (await engify.Api.PostAsync(
            "/closures", new { name = $"{Guid.NewGuid()}", startsOn = "2026-05-12", endsOn = "2026-05-13" }))
            .ShouldBeCreated();

        (await BookAsync(course, "2026-05-12T03:01Z")).ShouldBeProblem(400, "institution_closed");
        (await BookAsync(course, "2026-05-12T03:00Z")).ShouldBeOk();
        (await BookAsync(course, "2026-05-14T03:59Z", 15)).ShouldBeProblem(400, "institution_closed");
        (await BookAsync(course, "2026-05-14T04:00Z")).ShouldBeOk();
        var days = (await SlotsAsync(course, "from=2026-05-11&to=2026-05-14"))["days"].EnumerateArray()
            .Select(day => day.GetProperty("nothing").GetString());
        Assert.Equal([null, "institution_closed", "institution_closed", null], days);

        Assert.Equal(204, (await engify.Api.DeleteAsync(closed.Headers["Location"])).Status);
        (await BookAsync(course, "2026-05-12T05:00Z")).ShouldBeOk();
    }

    [Fact]
    public async Task An_absence_takes_its_time_to_the_minute_and_nobody_is_told_why()
    {
        var (course, ta) = await AddTutorAsync("UTC", "1 08:00-13:00");
        var absence = (await engify.Api.PostAsync(
            $"/tas/{ta.Id}/absences",
            new { startsAt = "2026-03-09T09:00:00Z", endsAt = "2026-03-09T11:30:00Z", reason = "Surgery" },
            As.Ta(ta.Id))).ShouldBeCreated();

        Assert.Equal("08:00 11:30 12:00", await TimesAsync(course, "2026-03-09", "2026-03-09"));
        (await BookAsync(course, "2026-03-09T08:01Z")).ShouldBeProblem(400, "outside_ta_hours");
        (await BookAsync(course, "2026-03-09T11:29Z")).ShouldBeProblem(400, "outside_ta_hours");
        var student = await engify.School.AddStudentAsync();
        var explained = (await engify.Api.GetAsync(
            $"/courses/{course.Id}/slots/explain?date=2026-03-09T10:00:00Z&studentId={student.Id}",
            As.Student(student.Id))).ShouldBeOk();
        Assert.Equal(
            "outside_ta_hours", Assert.Single(explained["reasons"].EnumerateArray()).GetProperty("code").GetString());
        Assert.DoesNotContain("Surgery", explained.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("absen", explained.Text, StringComparison.OrdinalIgnoreCase);

        Assert.Equal(204, (await engify.Api.DeleteAsync(absence.Headers["Location"], As.Ta(ta.Id))).Status);
        (await BookAsync(course, "2026-03-09T10:00Z")).ShouldBeOk();
    }

    [Fact]
    public async Task Taking_all_hours_away_closes_what_was_open()
    {
        var (course, ta) = await AddTutorAsync("UTC", "");
        await engify.School.RunAsync($"UPDATE tas SET has_hours = false WHERE id = '{ta.Id}'");
        (await BookAsync(course, "2026-03-09T03:00Z")).ShouldBeOk();
        Assert.Empty(await StartsAsync(course, "2026-03-09", "2026-03-10"));
        await RulesAsync(course, new { requiresHours = true });
        (await BookAsync(course, "2026-03-09T05:00Z")).ShouldBeProblem(400, "outside_ta_hours");
        await RulesAsync(course, new { requiresHours = false });

        await HoursAsync(ta, "UTC", Weekly("1 09:00-10:00"));
        Assert.Equal(["2026-03-09T09:00:00Z"], await StartsAsync(course, "2026-03-09", "2026-03-10"));
        await HoursAsync(ta, "UTC", []);

        Assert.Empty(await StartsAsync(course, "2026-03-09", "2026-03-10"));
        (await BookAsync(course, "2026-03-09T09:00Z")).ShouldBeProblem(400, "outside_ta_hours");
    }

    [Fact]
    public async Task The_ta_of_a_booking_may_move_it_whoever_teaches_the_course_now()
    {
        var (course, ta) = await AddTutorAsync("UTC", "1 09:00-10:00");
        var other = await engify.School.AddTaAsync(course);
        await HoursAsync(other, "UTC", Weekly("1 09:00-10:00"));
        var student = await engify.School.AddStudentAsync();
        var booked = (await engify.Api.BookAsync(student, course, ta, Schedules.At("2026-03-09T09:00Z"))).ShouldBeOk();
        (await engify.Api.DeleteAsync($"/courses/{course.Id}/tas/{ta.Id}")).ShouldBeOk();

        var found = (await engify.Api.GetAsync(
            $"/courses/{course.Id}/slots?from=2026-03-09&to=2026-03-09&bookingId={booked.Id}", As.Ta(ta.Id)))
            .ShouldBeOk();

        Assert.Equal(
            other.Id,
            Assert.Single(found["days"][0].GetProperty("slots")[0].GetProperty("taIds").EnumerateArray()).GetGuid());
    }

    [Fact]
    public async Task The_booking_that_is_to_be_moved_counts_for_nobody()
    {
        var (course, ta) = await AddTutorAsync("UTC", "1 09:00-12:00");
        await RulesAsync(course, new { studentMaxMinutesPerWeek = 60 });
        var student = await engify.School.AddStudentAsync();
        var booked = (await engify.Api.BookAsync(student, course, ta, Schedules.At("2026-03-09T09:00Z"))).ShouldBeOk();
        var day = "from=2026-03-09&to=2026-03-09";

        Assert.Empty(Starts(await SlotsAsync(course, $"{day}&studentId={student.Id}")));
        Assert.Equal(5, Starts(await SlotsAsync(course, $"{day}&bookingId={booked.Id}")).Count);
        Assert.Equal(
            5, Starts(await SlotsAsync(course, $"{day}&studentId={student.Id}&bookingId={booked.Id}")).Count);
        var explain = $"/courses/{course.Id}/slots/explain?date=2026-03-09T09:30:00Z&studentId={student.Id}";
        Assert.False((await engify.Api.GetAsync(explain)).ShouldBeOk()["bookable"].GetBoolean());
        Assert.True((await engify.Api.GetAsync($"{explain}&bookingId={booked.Id}")).ShouldBeOk()["bookable"]
            .GetBoolean());
        // Another student cannot ask what that booking's student could do.
        var stranger = await engify.School.AddStudentAsync();
        (await engify.Api.GetAsync(
            $"/courses/{course.Id}/slots?studentId={stranger.Id}&bookingId={booked.Id}", As.Student(student.Id)))
            .ShouldBeProblem(403, "forbidden");
    }

    [Fact]
    public async Task Nearest_slots_may_lie_weeks_away()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        await OverrideAsync(ta, "2026-03-10", "09:00-10:00");
        await OverrideAsync(ta, "2026-05-20", "09:00-10:00");
        await OverrideAsync(ta, "2026-06-01", "09:00-10:00");

        var refused = (await BookAsync(course, "2026-03-11T09:00Z")).ShouldBeProblem(400, "outside_ta_hours");

        Assert.Equal(
            ["2026-03-10T13:00:00Z", "2026-05-20T13:00:00Z", "2026-06-01T13:00:00Z"],
            refused["nearest"].EnumerateArray().Select(slot => slot.GetProperty("startsAt").GetString()));
    }

    [Fact]
    public async Task Nearest_slots_lie_on_both_sides_and_fit_the_student()
    {
        var (course, ta) = await AddTutorAsync("UTC", "1 09:00-10:00, 2 09:00-10:00, 3 09:00-10:00, 4 09:00-10:00");
        var student = await engify.School.AddStudentAsync();
        (await engify.Api.BookAsync(student, course, ta, Schedules.At("2026-03-10T09:00Z"))).ShouldBeOk();

        var refused = (await engify.Api.BookAsync(student, course, ta, Schedules.At("2026-03-10T08:00Z")))
            .ShouldBeProblem(400, "outside_ta_hours");

        Assert.Equal(
            ["2026-03-09T09:00:00Z", "2026-03-11T09:00:00Z", "2026-03-12T09:00:00Z"],
            refused["nearest"].EnumerateArray().Select(slot => slot.GetProperty("startsAt").GetString()));
        var explained = (await engify.Api.GetAsync(
            $"/courses/{course.Id}/slots/explain?date=2026-03-10T08:00:00Z&studentId={student.Id}")).ShouldBeOk();
        Assert.Equal(refused["nearest"].GetRawText(), explained["nearest"].GetRawText());
    }

    [Fact]
    public async Task A_window_may_lie_in_the_past_and_be_32_dates_long()
    {
        var (course, _) = await AddTutorAsync("UTC", $"{Daily} 09:00-10:00");

        var past = await SlotsAsync(course, "from=2026-01-01&to=2026-02-01");
        Assert.Equal(32, past["days"].GetArrayLength());
        Assert.All(
            past["days"].EnumerateArray(),
            day => Assert.Equal("start_in_past", day.GetProperty("nothing").GetString()));
        (await engify.Api.GetAsync($"/courses/{course.Id}/slots?from=2026-01-01&to=2026-02-02")).ShouldBeInvalid("to");
    }

    [Theory]
    [InlineData("durationMinutes=")]
    [InlineData("durationMinutes=1.5")]
    [InlineData("durationMinutes=an%20hour")]
    [InlineData("durationMinutes=2147483648")]
    [InlineData("taId=me")]
    [InlineData("studentId=")]
    [InlineData("bookingId=x")]
    [InlineData("from=")]
    public async Task What_cannot_be_read_is_answered_for_what_it_is(string query)
    {
        var (course, _) = await AddTutorAsync("UTC", "");

        var answer = await engify.Api.GetAsync($"/courses/{course.Id}/slots?{query}");

        Assert.True(answer.Status is 400 or 404, answer.Text);
    }

    [Fact]
    public async Task Lengths_are_from_15_to_480_minutes_unless_some_are_offered()
    {
        var (course, _) = await AddTutorAsync("UTC", $"{Daily} 00:00-24:00");
        foreach (var minutes in new[] { 14, 481, 0, -60 })
            (await BookAsync(course, "2026-03-10T09:00Z", minutes)).ShouldBeInvalid("durationMinutes");
        (await BookAsync(course, "2026-03-10T09:00Z", 15)).ShouldBeOk();
        (await BookAsync(course, "2026-03-10T10:00Z", 480)).ShouldBeOk();
        await RulesAsync(course, new { durations = Offered });

        (await BookAsync(course, "2026-03-11T09:00Z", 60)).ShouldBeProblem(400, "duration_not_offered");
        (await BookAsync(course, "2026-03-11T09:00Z", 45)).ShouldBeOk();
        (await BookAsync(course, "2026-03-11T10:00Z", 90)).ShouldBeOk();
    }

    [Fact]
    public async Task Nobody_finds_slots_of_what_is_no_longer_offered()
    {
        var (course, ta) = await AddTutorAsync("UTC", $"{Daily} 09:00-10:00");
        var path = $"/courses/{course.Id}/slots";

        await engify.School.RetireAsync<Ta>(ta.Id);
        (await engify.Api.GetAsync($"{path}?taId={ta.Id}")).ShouldBeProblem(404, "ta_not_found");
        var days = (await SlotsAsync(course, "from=2026-03-10&to=2026-03-10"))["days"];
        Assert.Equal("no_ta_available", days[0].GetProperty("nothing").GetString());
        await engify.School.RetireAsync<Course>(course.Id);
        (await engify.Api.GetAsync(path)).ShouldBeProblem(404, "course_not_found");
        (await engify.Api.GetAsync($"{path}/explain?date=2026-03-10T09:00:00Z"))
            .ShouldBeProblem(404, "course_not_found");
    }

    [Fact]
    public async Task Who_changes_something_sees_the_change_before_postgresql_tells_of_it()
    {
        const string Date = "2026-03-09";
        var (course, ta) = await AddTutorAsync("UTC", "1 09:00-10:00");
        Assert.Equal("09:00", await TimesAsync(course, Date, Date));
        await TellAsync("DISABLE");

        await HoursAsync(ta, "UTC", Weekly("1 11:00-12:00"));
        Assert.Equal("11:00", await TimesAsync(course, Date, Date));
        await OverrideAsync(ta, Date, "13:00-14:00");
        Assert.Equal("13:00", await TimesAsync(course, Date, Date));
        Assert.Equal(204, (await engify.Api.DeleteAsync($"/tas/{ta.Id}/overrides/{Date}")).Status);
        Assert.Equal("11:00", await TimesAsync(course, Date, Date));
        var absence = (await engify.Api.PostAsync(
            $"/tas/{ta.Id}/absences", new { startsAt = $"{Date}T11:00:00Z", endsAt = $"{Date}T11:01:00Z" }))
            .ShouldBeCreated();
        Assert.Equal("", await TimesAsync(course, Date, Date));
        Assert.Equal(204, (await engify.Api.DeleteAsync(absence.Headers["Location"])).Status);
        Assert.Equal("11:00", await TimesAsync(course, Date, Date));
        var closure = (await engify.Api.PostAsync(
            "/closures", new { name = $"{Guid.NewGuid()}", startsOn = Date, endsOn = Date })).ShouldBeCreated();
        Assert.Equal("", await TimesAsync(course, Date, Date));
        Assert.Equal(204, (await engify.Api.DeleteAsync(closure.Headers["Location"])).Status);
        Assert.Equal("11:00", await TimesAsync(course, Date, Date));
        await RulesAsync(course, new { horizonDays = 1 });
        Assert.Equal("", await TimesAsync(course, Date, Date));

        await TellAsync("ENABLE");

        Task TellAsync(string verb) => engify.ExecuteAsync(string.Concat(
            CatalogueChanges.Tables.Select(table =>
                $"ALTER TABLE {table} {verb} TRIGGER tr_{table}_tell_of_change;")));
    }

    private static readonly int[] Offered = [45, 90];

    /// <param name="zone">The TA's.</param>
    /// <param name="weekly">Days of the week and hours, such as <c>1 09:00-12:00, 23 13:00-24:00</c>.</param>
    private async Task<(Course Course, Ta Ta)> AddTutorAsync(string zone, string weekly)
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        await HoursAsync(ta, zone, Weekly(weekly));
        return (course, ta);
    }

    private async Task HoursAsync(Ta ta, string timeZone, IEnumerable<object> weekly) =>
        (await engify.Api.PutAsync($"/tas/{ta.Id}/hours", new { weekly, timeZone }, "*", As.Ta(ta.Id))).ShouldBeOk();

    private async Task OverrideAsync(Ta ta, string date, string hours = "") =>
        (await engify.Api.PutAsync(
            $"/tas/{ta.Id}/overrides/{date}",
            new { hours = Parts(hours).Select(part => new { start = part[..5], end = part[6..] }) },
            null, As.Ta(ta.Id))).ShouldBeOk();

    private Task RulesAsync(Course course, object rules) => RulesAsync(course.Id, rules);

    private async Task RulesAsync(Guid course, object rules) =>
        (await engify.Api.PutAsync($"/courses/{course}/booking-rules", rules, "*")).ShouldBeOk();

    /// <summary>Books as a student whom nobody knows yet, with the course's TA.</summary>
    private async Task<Answer> BookAsync(Course course, string start, int minutes = 60) => await engify.Api.BookAsync(
        await engify.School.AddStudentAsync(), course, await TaOfAsync(course), Schedules.At(start), minutes);

    private Task<Ta> TaOfAsync(Course course) => engify.QueryAsync(db => db.Tas.SingleAsync(
        ta => db.CourseTas.Any(teaching => teaching.CourseId == course.Id && teaching.TaId == ta.Id)));

    private async Task<Answer> SlotsAsync(Course course, string query) =>
        (await engify.Api.GetAsync($"/courses/{course.Id}/slots?{query}")).ShouldBeOk();

    private async Task<List<string>> StartsAsync(Course course, string from, string to) =>
        Starts(await SlotsAsync(course, $"from={from}&to={to}"));

    private async Task<string> TimesAsync(Course course, string from, string to) =>
        string.Join(' ', (await StartsAsync(course, from, to)).Select(start => start[11..16]));

    private static List<string> Starts(Answer slots) =>
    [
        .. slots["days"].EnumerateArray().SelectMany(day => day.GetProperty("slots").EnumerateArray())
            .Select(slot => slot.GetProperty("startsAt").GetString()!),
    ];

    private static IEnumerable<object> Weekly(string weekly) =>
        from part in Parts(weekly)
        let hours = part.Split(' ')
        from day in hours[0]
        select new { dayOfWeek = day - '0', start = hours[1][..5], end = hours[1][6..] };

    private static string[] Parts(string text) => text.Split(", ", StringSplitOptions.RemoveEmptyEntries);
}
