using System.Text.Json;
using Engify.Features.Availability;
using Engify.Features.Closures;
using Engify.Features.Courses;
using Engify.Features.Tas;

namespace Engify.Tests.Availability;

/// <summary>The present is Monday, 2 March 2026, noon UTC. The institution is in Toronto, and TAs are in UTC.</summary>
public sealed class ListSlotsTests(EngifyFixture engify) : IClassFixture<EngifyFixture>
{
    [Fact]
    public async Task Every_date_is_listed_with_its_slots_or_what_explains_why_there_are_none()
    {
        var (course, ta) = await AddCourseAsync();
        await engify.School.AddHoursAsync(ta, TimeSpan.FromHours(9), TimeSpan.FromHours(10.5), DayOfWeek.Tuesday);

        var answer = (await engify.Api.GetAsync(
            $"/courses/{course.Id}/slots?from=2026-03-02&to=2026-03-04", As.Anonymous)).ShouldBeOk();

        Assert.Equal(
            $$"""
            {"timeZone":"America/Toronto","durationMinutes":60,"days":[
            {"date":"2026-03-02","slots":[],"nothing":"outside_ta_hours"},
            {"date":"2026-03-03","slots":[
            {"startsAt":"2026-03-03T09:00:00Z","taIds":["{{ta.Id}}"]},
            {"startsAt":"2026-03-03T09:30:00Z","taIds":["{{ta.Id}}"]}],"nothing":null},
            {"date":"2026-03-04","slots":[],"nothing":"outside_ta_hours"}]}
            """.ReplaceLineEndings(""),
            answer.Text);
        Assert.Equal("private, no-cache", answer.Headers["Cache-Control"]);
    }

    [Fact]
    public async Task Two_weeks_from_today_are_listed_unless_told()
    {
        var (course, _) = await AddCourseAsync();

        Assert.Equal(("2026-03-02", "2026-03-15", 14), Window(await SlotsAsync(course)));
        Assert.Equal(("2026-03-31", "2026-04-13", 14), Window(await SlotsAsync(course, "from=2026-03-31")));
        Assert.Equal(("2026-03-02", "2026-04-02", 32), Window(await SlotsAsync(course, "to=2026-04-02")));

        static (string?, string?, int) Window(JsonElement found)
        {
            var dates = found.GetProperty("days").EnumerateArray()
                .Select(day => day.GetProperty("date").GetString()).ToList();
            return (dates[0], dates[^1], dates.Count);
        }
    }

    [Theory]
    [InlineData("to=2026-04-03", "to")]
    [InlineData("to=2026-03-01", "to")]
    [InlineData("from=2026-03-05&to=2026-03-04", "to")]
    [InlineData("from=2026-03-05&to=2026-04-06", "to")]
    [InlineData("from=0001-01-01", "from")]
    [InlineData("from=9000-01-01", "from")]
    [InlineData("durationMinutes=14", "durationMinutes")]
    [InlineData("durationMinutes=481", "durationMinutes")]
    public async Task Another_window_or_length_is_refused(string query, string member)
    {
        var (course, _) = await AddCourseAsync();

        (await engify.Api.GetAsync($"/courses/{course.Id}/slots?{query}")).ShouldBeInvalid(member);
    }

    [Theory]
    [InlineData("from=tomorrow")]
    [InlineData("from=2026-02-30")]
    [InlineData("from=2026-03-02T00:00:00Z")]
    public async Task What_is_no_date_is_malformed(string query)
    {
        var (course, _) = await AddCourseAsync();

        (await engify.Api.GetAsync($"/courses/{course.Id}/slots?{query}")).ShouldBeProblem(400, "malformed_request");
    }

    [Fact]
    public async Task A_course_a_ta_and_a_student_must_exist()
    {
        var (course, ta) = await AddCourseAsync();
        var (_, other) = await AddCourseAsync();
        var path = $"/courses/{course.Id}/slots";
        foreach (var route in new[] { path, $"{path}/explain?date=2026-03-03T09:00:00Z" })
        {
            var and = route == path ? '?' : '&';
            (await engify.Api.GetAsync(route.Replace($"{course.Id}", $"{ta.Id}", StringComparison.Ordinal)))
                .ShouldBeProblem(404, "course_not_found");
            (await engify.Api.GetAsync($"{route}{and}taId={course.Id}")).ShouldBeProblem(404, "ta_not_found");
            (await engify.Api.GetAsync($"{route}{and}taId={other.Id}"))
                .ShouldBeProblem(400, "ta_does_not_teach_course");
            (await engify.Api.GetAsync($"{route}{and}studentId={ta.Id}")).ShouldBeProblem(404, "student_not_found");
            (await engify.Api.GetAsync($"{route}{and}bookingId={ta.Id}")).ShouldBeProblem(404, "booking_not_found");
        }
    }

    [Fact]
    public async Task Only_those_who_may_know_name_a_student()
    {
        var (course, ta) = await AddCourseAsync();
        var (_, stranger) = await AddCourseAsync();
        var student = await engify.School.AddStudentAsync();
        var path = $"/courses/{course.Id}/slots?studentId={student.Id}";

        (await engify.Api.GetAsync(path, As.Anonymous)).ShouldBeProblem(401, "unauthenticated");
        (await engify.Api.GetAsync(path, As.Student(ta.Id))).ShouldBeProblem(403, "forbidden");
        (await engify.Api.GetAsync(path, As.Ta(stranger.Id))).ShouldBeProblem(403, "forbidden");
        foreach (var by in new[] { As.Student(student.Id), As.Ta(ta.Id), As.Admin })
            (await engify.Api.GetAsync(path, by)).ShouldBeOk();
    }

    [Fact]
    public async Task Only_those_who_may_move_a_booking_name_it()
    {
        var (course, ta) = await AddCourseAsync();
        var (_, stranger) = await AddCourseAsync();
        var student = await engify.School.AddStudentAsync();
        var booking = await engify.School.AddBookingAsync(student, course, ta, School.Tomorrow);
        var path = $"/courses/{course.Id}/slots?bookingId=";

        (await engify.Api.GetAsync($"{path}{booking.Id}", As.Anonymous)).ShouldBeProblem(401, "unauthenticated");
        foreach (var id in new[] { booking.Id, Guid.NewGuid() })
        {
            (await engify.Api.GetAsync($"{path}{id}", As.Student(ta.Id))).ShouldBeProblem(403, "forbidden");
            (await engify.Api.GetAsync($"{path}{id}", As.Ta(stranger.Id))).ShouldBeProblem(403, "forbidden");
        }

        foreach (var by in new[] { As.Student(student.Id), As.Ta(ta.Id), As.Admin })
            (await engify.Api.GetAsync($"{path}{booking.Id}", by)).ShouldBeOk();
    }

    [Fact]
    public async Task The_time_of_a_booking_that_is_to_be_moved_is_free()
    {
        var (course, ta) = await AddCourseAsync();
        await engify.School.AddHoursAsync(ta, TimeSpan.FromHours(9), TimeSpan.FromHours(11));
        await engify.School.ChangeAsync(ta, "break_minutes = 30, max_minutes_per_day = 60");
        var student = await engify.School.AddStudentAsync();
        var booking = (await engify.Api.BookAsync(student, course, ta, At("2026-03-03T09:00Z"))).ShouldBeOk().Id;

        Assert.Empty(Starts(await SlotsAsync(course, "from=2026-03-03&to=2026-03-03")));
        Assert.Equal(
            ["09:00", "09:30", "10:00"],
            Starts(await SlotsAsync(course, $"from=2026-03-03&to=2026-03-03&bookingId={booking}")));
    }

    [Fact]
    public async Task What_a_student_cannot_take_is_left_out()
    {
        var (course, ta) = await AddCourseAsync();
        await engify.School.AddHoursAsync(ta, TimeSpan.FromHours(9), TimeSpan.FromHours(11));
        var student = await engify.School.AddStudentAsync();
        var elsewhere = await AddCourseAsync();
        await engify.School.AddBookingAsync(student, elsewhere.Course, elsewhere.Ta, At("2026-03-03T09:00Z"));
        var query = $"from=2026-03-03&to=2026-03-03&studentId={student.Id}";

        Assert.Equal(["10:00"], Starts(await SlotsAsync(course, query)));

        await engify.School.SetRulesAsync("student_max_minutes_per_week = 90", course.Id);
        Assert.Equal("student_limit_reached", Nothing(await SlotsAsync(course, query)));

        await engify.School.RetireAsync<Engify.Features.Students.Student>(student.Id);
        Assert.Equal("student_inactive", Nothing(await SlotsAsync(course, query)));
    }

    [Fact]
    public async Task A_weekly_session_that_will_be_scheduled_takes_its_time()
    {
        var (course, ta) = await AddCourseAsync();
        await engify.School.AddHoursAsync(ta, TimeSpan.FromHours(17), TimeSpan.FromHours(20.5), DayOfWeek.Wednesday);
        // Wednesdays, 18:00 to 19:30; the scheduler has not seen it, and would not look that far.
        var template = await engify.School.AddTemplateAsync(course, ta);
        var student = await engify.School.AddStudentAsync();
        const string Far = "from=2026-09-02&to=2026-09-02";

        Assert.Equal(["17:00", "19:30"], Starts(await SlotsAsync(course, Far)));
        foreach (var start in new[] { "17:01", "18:00", "19:29" })
        {
            (await engify.Api.BookAsync(student, course, ta, At($"2026-09-02T{start}Z")))
                .ShouldBeProblem(400, "ta_not_available");
        }

        (await engify.Api.BookAsync(student, course, ta, At("2026-09-02T19:30Z"))).ShouldBeOk();
        (await engify.Api.BookAsync(student, course, ta, At("2026-09-02T17:00Z"))).ShouldBeOk();

        // A session that was called off is not scheduled again, nor is one in a week that has another.
        var week = new Period(At("2026-09-09T18:00Z"), At("2026-09-09T19:30Z"));
        var called = await engify.School.AddAsync(template.Schedule(week, EngifyFixture.Start));
        Assert.Equal(["17:00", "19:30"], Starts(await SlotsAsync(course, "from=2026-09-09&to=2026-09-09")));
        (await engify.Api.CancelAsync(called.Id)).ShouldBeOk();
        Assert.Equal(6, Starts(await SlotsAsync(course, "from=2026-09-09&to=2026-09-09")).Count);
        (await engify.Api.BookAsync(student, course, ta, At("2026-09-09T18:00Z"))).ShouldBeOk();
    }

    [Fact]
    public async Task A_course_may_offer_other_lengths()
    {
        var (course, ta) = await AddCourseAsync();
        await engify.School.AddHoursAsync(ta, TimeSpan.FromHours(9), TimeSpan.FromHours(10));
        await engify.School.SetRulesAsync("durations = ARRAY[45, 90], step_minutes = 15", course.Id);

        var usual = await SlotsAsync(course, "from=2026-03-03&to=2026-03-03");
        Assert.Equal(45, usual.GetProperty("durationMinutes").GetInt32());
        Assert.Equal(["09:00", "09:15"], Starts(usual));
        Assert.Equal(
            "duration_not_offered",
            Nothing(await SlotsAsync(course, "from=2026-03-03&to=2026-03-03&durationMinutes=60")));
    }

    [Fact]
    public async Task Dates_are_those_of_the_institution_and_hours_those_of_the_ta()
    {
        var (course, ta) = await AddCourseAsync();
        await engify.School.ChangeAsync(ta, "time_zone = 'Pacific/Auckland'");
        await engify.School.AddHoursAsync(ta, TimeSpan.FromHours(9), TimeSpan.FromHours(10));
        await engify.School.AddAsync(new Closure(
            Guid.NewGuid(), $"{Guid.NewGuid()}", new DateOnly(2026, 5, 12), new DateOnly(2026, 5, 12)));
        var student = await engify.School.AddStudentAsync();

        var found = await SlotsAsync(course, "from=2026-05-11&to=2026-05-13");

        Assert.Equal(
            [("2026-05-11", "2026-05-11T21:00:00Z", null), ("2026-05-12", null, "institution_closed"),
                ("2026-05-13", "2026-05-13T21:00:00Z", null)],
            found.GetProperty("days").EnumerateArray().Select(day => (
                day.GetProperty("date").GetString(),
                day.GetProperty("slots").EnumerateArray().Select(slot => slot.GetProperty("startsAt").GetString())
                    .SingleOrDefault(),
                day.GetProperty("nothing").GetString())));
        (await engify.Api.BookAsync(student, course, ta, At("2026-05-12T21:00Z")))
            .ShouldBeProblem(400, "institution_closed");
        (await engify.Api.BookAsync(student, course, ta, At("2026-05-11T21:00Z"))).ShouldBeOk();
    }

    [Fact]
    public async Task Another_instance_learns_of_new_hours()
    {
        var (course, ta) = await AddCourseAsync();
        await engify.School.AddHoursAsync(ta, TimeSpan.FromHours(9), TimeSpan.FromHours(10), DayOfWeek.Tuesday);
        Assert.Equal(["09:00"], Starts(await SlotsAsync(course, "from=2026-03-03&to=2026-03-03")));
        var heard = engify.Log.NextAsync(entry => entry.Message == "The catalogue changed: ta_hours");

        await engify.ExecuteAsync(
            $"UPDATE ta_hours SET start_minute = 960, end_minute = 1020 WHERE ta_id = '{ta.Id}'");
        await heard;

        Assert.Equal(["16:00"], Starts(await SlotsAsync(course, "from=2026-03-03&to=2026-03-03")));
    }

    [Fact]
    public async Task Who_has_published_hours_once_cannot_be_booked_outside_them_again()
    {
        var (course, ta) = await AddCourseAsync();
        var student = await engify.School.AddStudentAsync();
        (await engify.Api.BookAsync(student, course, ta, At("2026-03-03T03:00Z"))).ShouldBeOk();

        await engify.School.AddHoursAsync(ta, TimeSpan.FromHours(9), TimeSpan.FromHours(10));
        await engify.School.RunAsync($"DELETE FROM ta_hours WHERE ta_id = '{ta.Id}'");

        (await engify.Api.BookAsync(student, course, ta, At("2026-03-04T03:00Z")))
            .ShouldBeProblem(400, "outside_ta_hours");
    }

    [Fact]
    public async Task A_day_off_is_no_hours()
    {
        var (course, ta) = await AddCourseAsync();
        var student = await engify.School.AddStudentAsync();

        await engify.School.AddAsync(new TaDayOverride(Guid.NewGuid(), ta.Id, new DateOnly(2026, 3, 4), null, null));

        (await engify.Api.BookAsync(student, course, ta, At("2026-03-03T03:00Z"))).ShouldBeOk();
        (await engify.Api.BookAsync(student, course, ta, At("2026-03-04T03:00Z")))
            .ShouldBeProblem(400, "outside_ta_hours");
    }

    private async Task<(Course Course, Ta Ta)> AddCourseAsync()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        await engify.School.ChangeAsync(ta, "time_zone = 'UTC'");
        return (course, ta);
    }

    private async Task<JsonElement> SlotsAsync(Course course, string query = "") =>
        (await engify.Api.GetAsync($"/courses/{course.Id}/slots?{query}")).ShouldBeOk().Json;

    /// <summary>The times of day at which slots start.</summary>
    private static List<string> Starts(JsonElement found) =>
    [
        .. found.GetProperty("days").EnumerateArray().SelectMany(day => day.GetProperty("slots").EnumerateArray())
            .Select(slot => slot.GetProperty("startsAt").GetString()![11..16]),
    ];

    private static string? Nothing(JsonElement found) =>
        Assert.Single(found.GetProperty("days").EnumerateArray()).GetProperty("nothing").GetString();

    private static DateTimeOffset At(string instant) => Schedules.At(instant);
}
