using Engify.Features.Tas;
using Microsoft.EntityFrameworkCore;
using static Engify.Tests.GroupSessions.WeeklyCourse;

namespace Engify.Tests.GroupSessions;

public sealed class ChangeGroupSessionTemplateTests(EngifyFixture engify)
    : IClassFixture<EngifyFixture>, IAsyncLifetime
{
    private static readonly DateTimeOffset FirstStart = new(2026, 3, 4, 18, 0, 0, TimeSpan.Zero);

    private WeeklyCourse weekly = null!;

    public async Task InitializeAsync() => weekly = await WeeklyCourse.AddAsync(engify);

    public async Task DisposeAsync() => Assert.Empty(await engify.CheckAsync());

    [Fact]
    public async Task Sessions_that_nobody_joined_move_and_one_with_students_stays()
    {
        var made = await weekly.CreateAsync();
        var before = await weekly.ListAsync();
        await weekly.JoinAsync(before[2]);

        var changed = await weekly.ChangeAsync(made.Id, ("startTime", "10:00"), ("endTime", "11:00"));

        changed.Json.ShouldHaveShape(["id", "template", "scheduled", "changed", "removed", "conflicts"]);
        Assert.Equal((0, 5, 0), Counts(changed));
        Assert.Equal((before[2].Id, "2026-03-18T18:00:00Z", "HAS_STUDENTS"), Assert.Single(Conflicts(changed)));
        var after = await weekly.ListAsync();
        Assert.Equal(before.Select(session => session.Id), after.Select(session => session.Id));
        Assert.Equal(
            before.Select((session, week) => week == 2 ? session.StartsAt : session.StartsAt.AddHours(-8)),
            after.Select(session => session.StartsAt));
        Assert.Equal(before.Select(session => session.CreatedAt), after.Select(session => session.CreatedAt));
        Assert.Equal([60, 60, 90, 60, 60, 60], after.Select(session => session.DurationMinutes));
        var found = (await engify.Api.GetAsync($"/group-session-templates/{made.Id}")).ShouldBeOk();
        Assert.Equal((changed["template"].GetRawText(), changed.ETag), (found.Text, found.ETag));
        Assert.Equal(
            ["ChangeGroupSessionTemplate", "CreateGroupSessionTemplate"],
            await engify.QueryAsync(db => db.AuditEntries
                .Where(entry => entry.ObjectType == "group_session_template" && entry.ObjectId == $"{made.Id}")
                .Select(entry => entry.Action).OrderBy(action => action).ToListAsync()));
        await weekly.JoinAsync(after[0]);
        await weekly.JoinAsync(after[2]);
    }

    [Fact]
    public async Task A_place_is_that_of_the_sessions_to_come_that_nobody_joined()
    {
        var made = await weekly.CreateAsync();
        var before = await weekly.ListAsync();
        await weekly.JoinAsync(before[2]);

        var changed = await weekly.ChangeAsync(
            made.Id, ("location", "H 820"), ("meetingUrl", "https://meet.engify.test/820"));

        Assert.Equal((0, 5, 0), Counts(changed));
        Assert.Equal((before[2].Id, "2026-03-18T18:00:00Z", "HAS_STUDENTS"), Assert.Single(Conflicts(changed)));
        var after = await weekly.ListAsync();
        Assert.Equal(before.Select(session => session.StartsAt), after.Select(session => session.StartsAt));
        Assert.Equal(
            before.Select((session, week) => week == 2
                ? (session.Location, session.MeetingUrl)
                : ("H 820", "https://meet.engify.test/820")),
            after.Select(session => (session.Location, session.MeetingUrl)));
        // Whoever looks around is not let into the online room.
        Assert.DoesNotContain(
            "meet.engify.test/820",
            (await engify.Api.GetAsync($"/group-sessions/courses/{after[0].CourseId}", As.Anonymous)).Text,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_day_moves_within_its_week_and_a_week_with_students_keeps_its_one_session()
    {
        var made = await weekly.CreateAsync();
        var joined = (await weekly.ListAsync())[1];
        await weekly.JoinAsync(joined);

        var changed = await weekly.ChangeAsync(made.Id, ("dayOfWeek", 5));

        Assert.Equal((0, 5, 0), Counts(changed));
        Assert.Equal([(joined.Id, "2026-03-11T18:00:00Z", "HAS_STUDENTS")], Conflicts(changed));
        Assert.Equal(
            [2, 7, 16, 23, 30, 37], (await weekly.ListAsync()).Select(session => (session.StartsAt - FirstStart).Days));
    }

    [Fact]
    public async Task A_day_that_is_over_this_week_is_left_to_the_next()
    {
        var made = await weekly.CreateAsync();

        // It is Monday noon.
        var changed = await weekly.ChangeAsync(made.Id, ("dayOfWeek", 1), ("startTime", "09:00"), ("endTime", "10:00"));

        Assert.Equal((1, 5, 1), Counts(changed));
        Assert.Equal(new DateTimeOffset(2026, 3, 9, 9, 0, 0, default), (await weekly.ListAsync())[0].StartsAt);
    }

    [Fact]
    public async Task Who_has_not_seen_the_last_change_changes_nothing()
    {
        var made = await weekly.CreateAsync();
        var path = $"/group-session-templates/{made.Id}";
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(hour => Task.Run(() => engify.Api.PutAsync(
            path, weekly.Terms(("startTime", $"{hour:D2}:00"), ("endTime", $"{hour:D2}:30")), made.ETag))));

        var won = Assert.Single(answers, answer => answer.Status == 200);
        Assert.All(answers.Where(answer => answer != won), answer => answer.ShouldBeProblem(412, "changed_meanwhile"));
        (await engify.Api.PutAsync(path, weekly.Terms(), null)).ShouldBeProblem(428, "precondition_required");
        (await engify.Api.PutAsync("/group-session-templates/nope", weekly.Terms(), "*"))
            .ShouldBeProblem(404, "group_session_template_not_found");
        var start = TimeOnly.Parse(
            won["template"].GetProperty("startTime").GetString()!, System.Globalization.CultureInfo.InvariantCulture);
        Assert.All(
            await weekly.ListAsync(),
            session => Assert.Equal(start, TimeOnly.FromDateTime(session.StartsAt.UtcDateTime)));
        (await engify.Api.PutAsync(path, weekly.Terms(), won.ETag)).ShouldBeOk();
    }

    [Fact]
    public async Task Asked_twice_with_one_key_it_is_made_and_changed_once()
    {
        var key = ("Idempotency-Key", $"{Guid.NewGuid()}");
        var another = ("Idempotency-Key", $"{Guid.NewGuid()}");
        var made = await AskTwiceAsync(() => engify.Api.PostAsync(weekly.Path, weekly.Terms(), As.Admin, key));
        Assert.Equal(6, (await weekly.ListAsync()).Count);

        var changed = await AskTwiceAsync(() => engify.Api.PutAsync(
            made.Headers["Location"], weekly.Terms(("startTime", "17:00")), made.ETag, As.Admin, another));

        Assert.Equal((0, 6, 0), Counts(changed));

        static async Task<Answer> AskTwiceAsync(Func<Task<Answer>> ask)
        {
            var (first, second) = (await ask(), await ask());
            Assert.Equal(
                (first.Status, first.Text, first.ETag, first.Headers.GetValueOrDefault("Location")),
                (second.Status, second.Text, second.ETag, second.Headers.GetValueOrDefault("Location")));
            return first;
        }
    }

    [Fact]
    public async Task Fewer_seats_than_students_is_a_conflict_and_never_a_broken_row()
    {
        var made = await weekly.CreateAsync();
        var sessions = await weekly.ListAsync();
        await weekly.JoinAsync(sessions[0]);
        await weekly.JoinAsync(sessions[0]);
        await weekly.JoinAsync(sessions[1]);

        var changed = await weekly.ChangeAsync(made.Id, ("capacity", 1));

        Assert.Equal((0, 4, 0), Counts(changed));
        Assert.Equal(
            [
                (sessions[0].Id, "2026-03-04T18:00:00Z", "CAPACITY_EXCEEDED"),
                (sessions[1].Id, "2026-03-11T18:00:00Z", "HAS_STUDENTS"),
            ],
            Conflicts(changed));
        Assert.Equal([3, 3, 1, 1, 1, 1], (await weekly.ListAsync()).Select(session => session.Capacity));
        await weekly.JoinAsync(sessions[2]);
        (await engify.Api.JoinAsync(sessions[2], await engify.School.AddStudentAsync()))
            .ShouldBeProblem(400, "group_session_full");
    }

    [Fact]
    public async Task A_price_is_that_of_the_sessions_that_nobody_joined()
    {
        var made = await weekly.CreateAsync();
        await weekly.JoinAsync((await weekly.ListAsync())[0]);

        var changed = await weekly.ChangeAsync(made.Id, ("pricePerStudent", 20.5m));

        Assert.Equal((0, 5, 0), Counts(changed));
        Assert.Equal(
            [15m, 20.5m, 20.5m, 20.5m, 20.5m, 20.5m],
            (await weekly.ListAsync()).Select(session => session.PricePerStudent));
    }

    [Fact]
    public async Task What_concerns_no_session_changes_none_and_is_no_conflict()
    {
        var made = await weekly.CreateAsync();
        var before = await weekly.ListAsync();
        await weekly.JoinAsync(before[0]);

        var changed = await weekly.ChangeAsync(made.Id, ("startsOn", "2026-01-01"));

        Assert.Equal((0, 0, 0), Counts(changed));
        Assert.Empty(Conflicts(changed));
        Assert.Equal(
            before.Select(session => session.UpdatedAt),
            (await weekly.ListAsync()).Select(session => session.UpdatedAt));
    }

    [Fact]
    public async Task Made_inactive_it_keeps_only_the_sessions_with_students()
    {
        var made = await weekly.CreateAsync();
        var joined = (await weekly.ListAsync())[3];
        await weekly.JoinAsync(joined);

        var ended = await weekly.ChangeAsync(made.Id, ("isActive", false));

        Assert.Equal((0, 0, 5), Counts(ended));
        Assert.Equal([(joined.Id, "2026-03-25T18:00:00Z", "HAS_STUDENTS")], Conflicts(ended));
        Assert.Equal(joined.Id, Assert.Single(await weekly.ListAsync()).Id);
        (await engify.Api.JoinAsync(joined, await engify.School.AddStudentAsync()))
            .ShouldBeProblem(400, "group_session_not_offered");
        Assert.Empty((await engify.Api.GetAsync($"/group-sessions/courses/{weekly.Course.Id}")).Json.EnumerateArray());

        Assert.Equal((5, 0, 0), Counts(await weekly.ChangeAsync(made.Id)));
        Assert.Equal(6, (await weekly.ListAsync()).Count);
        await weekly.JoinAsync(joined);
    }

    [Fact]
    public async Task Dates_add_and_remove_sessions()
    {
        var made = await weekly.CreateAsync(("endsOn", "2026-03-18"));
        await weekly.JoinAsync((await weekly.ListAsync())[0]);

        var later = await weekly.ChangeAsync(made.Id, ("startsOn", "2026-03-12"), ("endsOn", "2026-04-01"));

        Assert.Equal((2, 0, 1), Counts(later));
        Assert.Equal("HAS_STUDENTS", Assert.Single(Conflicts(later)).Reason);
        Assert.Equal(
            [4, 18, 25, 32], (await weekly.ListAsync()).Select(session => (session.StartsAt - FirstStart).Days + 4));
    }

    [Fact]
    public async Task Another_TA_takes_over_except_where_they_are_busy()
    {
        var made = await weekly.CreateAsync();
        var other = await engify.School.AddTaAsync(weekly.Course);
        var busy = FirstStart.AddDays(7).AddHours(1);
        (await engify.Api.BookAsync(await engify.School.AddStudentAsync(), weekly.Course, other, busy))
            .ShouldBeOk();
        await weekly.JoinAsync((await weekly.ListAsync())[0]);

        var changed = await weekly.ChangeAsync(made.Id, ("taId", other.Id));

        Assert.Equal((0, 4, 1), Counts(changed));
        Assert.Equal(
            [
                ((await weekly.ListAsync())[0].Id, "2026-03-04T18:00:00Z", "HAS_STUDENTS"),
                (null, "2026-03-11T18:00:00Z", "TA_BUSY"),
            ],
            Conflicts(changed));
        Assert.Equal(
            [weekly.Ta.Id, other.Id, other.Id, other.Id, other.Id],
            (await weekly.ListAsync()).Select(session => session.TaId));
        Assert.Equal(other.Id, changed["template"].GetProperty("ta").GetProperty("id").GetGuid());
        (await engify.Api.BookAsync(
            await engify.School.AddStudentAsync(), weekly.Course, weekly.Ta, FirstStart.AddDays(14))).ShouldBeOk();
        (await engify.Api.GetAsync($"/group-session-templates/{made.Id}", As.Ta(weekly.Ta.Id)))
            .ShouldBeProblem(403, "forbidden");
    }

    [Fact]
    public async Task A_time_zone_far_away_moves_every_session_without_a_collision()
    {
        // Late on Sunday in Los Angeles is Monday in Kiritimati: the new sessions lie where the old ones were.
        var made = await weekly.CreateAsync(
            ("timeZone", "Pacific/Kiritimati"), ("dayOfWeek", 1), ("startTime", "19:00"), ("endTime", "21:00"));

        var changed = await weekly.ChangeAsync(
            made.Id, ("timeZone", "America/Los_Angeles"), ("dayOfWeek", 0), ("startTime", "22:00"),
            ("endTime", "23:30"));

        Assert.Empty(Conflicts(changed));
        Assert.Equal(6, (await weekly.ListAsync()).Count);
        Assert.All(await weekly.ListAsync(), session => Assert.Equal(90, session.DurationMinutes));
    }

    [Fact]
    public async Task The_same_instants_on_other_clocks_are_the_same_sessions()
    {
        // Monday morning in Kiritimati is Sunday evening in UTC, a week earlier on the calendar.
        var made = await weekly.CreateAsync(
            ("timeZone", "Pacific/Kiritimati"), ("dayOfWeek", 1), ("startTime", "10:00"), ("endTime", "11:00"));

        var changed = await weekly.ChangeAsync(
            made.Id, ("dayOfWeek", 0), ("startTime", "20:00"), ("endTime", "21:00"));

        Assert.Equal((0, 0, 0), Counts(changed));
        Assert.Empty(Conflicts(changed));
    }

    [Fact]
    public async Task A_date_that_was_called_off_is_not_made_again()
    {
        var made = await weekly.CreateAsync();
        (await engify.Api.CancelAsync((await weekly.ListAsync())[1].Id)).ShouldBeOk();

        Assert.Equal((0, 5, 0), Counts(await weekly.ChangeAsync(made.Id, ("startTime", "17:00"))));

        Assert.Equal(5, (await weekly.ListAsync()).Count);
    }

    [Fact]
    public async Task One_whose_TA_has_left_can_be_ended_but_does_not_go_on()
    {
        var made = await weekly.CreateAsync();
        await engify.School.RetireAsync<Ta>(weekly.Ta.Id);
        var path = $"/group-session-templates/{made.Id}";

        (await engify.Api.PutAsync(path, weekly.Terms(), "*")).ShouldBeProblem(404, "ta_not_found");
        Assert.Equal((0, 0, 6), Counts(await weekly.ChangeAsync(made.Id, ("isActive", false))));
    }

    [Fact]
    public async Task What_it_names_must_be_there_and_a_refusal_changes_nothing()
    {
        var made = await weekly.CreateAsync();
        var other = await engify.School.AddTaAsync();
        var path = $"/group-session-templates/{made.Id}";

        (await engify.Api.PutAsync(path, weekly.Terms(("taId", other.Id)), "*"))
            .ShouldBeProblem(400, "ta_does_not_teach_course");
        (await engify.Api.PutAsync(path, weekly.Terms(("termId", Guid.NewGuid())), "*"))
            .ShouldBeProblem(404, "term_not_found");
        Assert.Equal(made.ETag, (await engify.Api.GetAsync(path)).ETag);
        Assert.Equal(6, (await weekly.ListAsync()).Count);
    }

    [Fact]
    public async Task A_session_that_has_begun_stays_as_it_is()
    {
        var template = await engify.School.AddTemplateAsync(weekly.Course, weekly.Ta, day: DayOfWeek.Monday);
        var begun = await engify.School.AddAsync(template.Schedule(
            Period.From(EngifyFixture.Start.AddMinutes(-30), 90), EngifyFixture.Start));

        var changed = await weekly.ChangeAsync(template.Id);

        // The week has its session already.
        Assert.Equal((5, 0, 0), Counts(changed));
        Assert.Equal(begun.StartsAt, (await weekly.ListAsync())[0].StartsAt);
        Assert.Equal(begun.Id, (await weekly.ListAsync())[0].Id);
    }

    [Fact]
    public async Task A_seat_taken_meanwhile_is_waited_for_and_counts()
    {
        var made = await weekly.CreateAsync();
        var session = (await weekly.ListAsync())[0];
        await using var joining =
            await BookingsLock.TakeSeatAsync(engify, session, await engify.School.AddStudentAsync());

        var changing = weekly.ChangeAsync(made.Id, ("startTime", "17:00"));
        await joining.WaitForWaitersAsync(1);
        await joining.ReleaseAsync();

        Assert.Equal(session.Id, Assert.Single(Conflicts(await changing)).Booking);
        Assert.Equal(session.StartsAt, (await weekly.ListAsync())[0].StartsAt);
    }

    [Theory]
    [InlineData("group_session_templates", "SET is_active = false", "group_session_not_offered")]
    [InlineData("tas", "SET is_active = false", "group_session_not_offered")]
    [InlineData("courses", "SET is_active = false", "group_session_not_offered")]
    [InlineData("bookings", "SET starts_at = '2026-03-01Z', ends_at = '2026-03-02Z'", "group_session_closed")]
    [InlineData("bookings", null, "booking_not_found")]
    public async Task Joining_waits_for_a_change_and_heeds_it(string table, string? set, string code)
    {
        var made = await weekly.CreateAsync();
        var session = (await weekly.ListAsync())[0];
        var id = table switch
        {
            "group_session_templates" => made.Id,
            "tas" => weekly.Ta.Id,
            "courses" => weekly.Course.Id,
            _ => session.Id,
        };
        // As every change does, it holds the row before it changes it.
        await using var changing = await BookingsLock.TakeAsync(
            engify,
            $"SELECT FROM {table} WHERE id = '{id}' FOR UPDATE; "
            + (set is null ? $"DELETE FROM {table} WHERE id = '{id}'" : $"UPDATE {table} {set} WHERE id = '{id}'"));

        var joining = engify.Api.JoinAsync(session, await engify.School.AddStudentAsync());
        await changing.WaitForWaitersAsync(1);
        await changing.ReleaseAsync();

        Assert.Equal(code, (await joining).Code);
        Assert.Equal(
            0, await engify.QueryAsync(db => db.BookingStudents.CountAsync(place => place.BookingId == session.Id)));
    }
}
