using System.Text.Json;
using Engify.Features.Availability;
using Engify.Features.Closures;
using Engify.Features.Courses;
using Engify.Features.Tas;

namespace Engify.Tests.Institution;

public sealed class GetTodayTests(EngifyFixture engify) : IClassFixture<EngifyFixture>
{
    [Fact]
    public async Task Booked_sessions_to_come_that_something_has_happened_to_are_listed_with_the_reason()
    {
        var untouched = await BookAsync();
        var retired = await BookAsync();
        await engify.School.RetireAsync<Course>(retired.Course.Id);
        var gone = await BookAsync(School.Tomorrow.AddHours(1));
        await engify.School.RetireAsync<Ta>(gone.Ta.Id);
        var untaught = await BookAsync(School.Tomorrow.AddHours(2));
        await engify.School.RunAsync($"DELETE FROM course_tas WHERE ta_id = '{untaught.Ta.Id}'");
        var away = await BookAsync(School.Tomorrow.AddHours(3));
        await engify.School.AddAsync(new TaAbsence(
            Guid.NewGuid(), away.Ta.Id, School.Tomorrow, School.Tomorrow.AddHours(3).AddMinutes(1), reason: null));
        var closed = await BookAsync(School.Tomorrow.AddDays(5));
        var day = DateOnly.FromDateTime(School.Tomorrow.AddDays(5).UtcDateTime);
        await engify.School.AddAsync(new Closure(Guid.NewGuid(), "Closed", day, day));
        var cancelled = await BookAsync();
        await engify.School.RetireAsync<Course>(cancelled.Course.Id);
        (await engify.Api.CancelAsync(cancelled.Id)).ShouldBeOk();

        var sessions = await TodayAsync("sessions");

        Assert.Equal(
            [
                (retired.Id, "COURSE_INACTIVE"), (gone.Id, "TA_INACTIVE"), (untaught.Id, "TA_DOES_NOT_TEACH_COURSE"),
                (away.Id, "TA_ABSENT"), (closed.Id, "INSTITUTION_CLOSED"),
            ],
            sessions.Select(session => (
                session.GetProperty("id").GetGuid(), session.GetProperty("reason").GetString()!)));
        Assert.DoesNotContain(untouched.Id, sessions.Select(session => session.GetProperty("id").GetGuid()));
        var first = sessions[0].ShouldHaveShape(
            ["id", "date", "durationMinutes", "courseCode", "taName", "studentCount", "reason"]);
        Assert.Equal(60, first.GetProperty("durationMinutes").GetInt32());
        Assert.Equal(retired.Course.Code, first.GetProperty("courseCode").GetString());
        Assert.Equal(retired.Ta.Name, first.GetProperty("taName").GetString());
        Assert.Equal(1, first.GetProperty("studentCount").GetInt32());
    }

    [Fact]
    public async Task What_an_administrator_booked_past_the_calendar_may_be_in_an_absence()
    {
        var booked = await BookAsync();
        await engify.School.RunAsync($"UPDATE bookings SET is_override = true WHERE id = '{booked.Id}'");
        await engify.School.AddAsync(new TaAbsence(
            Guid.NewGuid(), booked.Ta.Id, School.Tomorrow, School.Tomorrow.AddHours(1), reason: null));

        Assert.DoesNotContain(
            booked.Id, (await TodayAsync("sessions")).Select(session => session.GetProperty("id").GetGuid()));
    }

    [Fact]
    public async Task Courses_that_cannot_be_booked_are_listed()
    {
        var (ready, _) = await engify.School.AddCourseWithTaAsync();
        var bare = await engify.School.AddCourseAsync();
        await engify.School.AddTaAsync(bare, isActive: false);
        await engify.School.AddSingleSessionAsync(bare, isActive: false);
        var retired = await engify.School.AddCourseAsync(isActive: false);

        foreach (var list in (string[])["coursesWithoutTa", "coursesWithoutPrice"])
        {
            var ids = (await TodayAsync(list)).Select(course => course.GetProperty("id").GetGuid()).ToList();
            Assert.Contains(bare.Id, ids);
            Assert.DoesNotContain(ready.Id, ids);
            Assert.DoesNotContain(retired.Id, ids);
        }
    }

    [Fact]
    public async Task Tas_without_hours_are_listed_and_those_who_cannot_sign_in_until_they_are_invited()
    {
        var ta = await engify.School.AddTaAsync();
        var busy = await engify.School.AddTaAsync();
        await engify.School.AddHoursAsync(busy, TimeSpan.FromHours(9), TimeSpan.FromHours(17));
        var retired = await engify.School.AddTaAsync(isActive: false);

        Assert.Contains(ta.Id, await IdsAsync("tasWithoutHours"));
        Assert.DoesNotContain(busy.Id, await IdsAsync("tasWithoutHours"));
        Assert.Contains(ta.Id, await IdsAsync("tasWithoutAccount"));
        Assert.DoesNotContain(retired.Id, await IdsAsync("tasWithoutAccount"));

        var body = new { email = ta.Email.ToUpperInvariant(), name = ta.Name, role = "ta" };
        (await engify.Api.PostAsync("/invitations", body)).ShouldBeCreated();

        Assert.DoesNotContain(ta.Id, await IdsAsync("tasWithoutAccount"));
        Assert.DoesNotContain(body.email, await EmailsOfInvitationsAsync());
        engify.Clock.Advance(TimeSpan.FromDays(5));
        Assert.Contains(body.email, await EmailsOfInvitationsAsync());
        engify.Clock.Advance(TimeSpan.FromDays(3));
        Assert.DoesNotContain(body.email, await EmailsOfInvitationsAsync());
        Assert.Contains(ta.Id, await IdsAsync("tasWithoutAccount"));

        async Task<List<Guid>> IdsAsync(string list) =>
            [.. (await TodayAsync(list)).Select(entry => entry.GetProperty("id").GetGuid())];

        async Task<List<string?>> EmailsOfInvitationsAsync() =>
            [.. (await TodayAsync("endingInvitations")).Select(entry => entry.GetProperty("email").GetString())];
    }

    [Fact]
    public async Task Only_administrators_see_it()
    {
        (await engify.Api.GetAsync("/today", As.Ta(Guid.NewGuid()))).ShouldBeProblem(403, "forbidden");
        (await engify.Api.GetAsync("/today", As.Anonymous)).ShouldBeProblem(401, "unauthenticated");
    }

    private async Task<(Guid Id, Course Course, Ta Ta)> BookAsync(DateTimeOffset? at = null)
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var student = await engify.School.AddStudentAsync();
        return ((await engify.Api.BookAsync(student, course, ta, at)).Id, course, ta);
    }

    private async Task<List<JsonElement>> TodayAsync(string list) =>
        [.. (await engify.Api.GetAsync("/today")).ShouldBeOk()[list].EnumerateArray()];
}
