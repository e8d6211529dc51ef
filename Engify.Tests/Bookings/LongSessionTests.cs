using Engify.Features.Bookings;
using Engify.Features.Courses;
using Engify.Features.GroupSessions.ScheduleGroupSessions;
using Engify.Features.Tas;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Engify.Tests.Bookings;

/// <summary>
/// A group session may last as long as a day. Whoever is in one that began long before is busy, and told so before any
/// later rule is looked at: the constraints would notice too, but only last.
/// </summary>
public sealed class LongSessionTests(EngifyFixture engify) : IClassFixture<EngifyFixture>
{
    [Theory]
    [InlineData(9)]
    [InlineData(23)]
    public async Task A_ta_in_a_long_session_is_not_available(int hoursAgo)
    {
        var (session, course, ta) = await AddLongSessionAsync(hoursAgo);
        var student = await engify.School.AddStudentAsync();
        (await engify.Api.BookAsync(student, course, await engify.School.AddTaAsync(course))).ShouldBeOk();

        // The student is busy too, which is the later rule.
        (await engify.Api.BookAsync(student, course, ta)).ShouldBeProblem(400, "ta_not_available");
        (await engify.Api.BookAsync(student, course, ta, session.EndsAt)).ShouldBeOk();
    }

    [Theory]
    [InlineData(9)]
    [InlineData(23)]
    public async Task A_student_in_a_long_session_is_not_available(int hoursAgo)
    {
        var (session, _, _) = await AddLongSessionAsync(hoursAgo);
        var course = await engify.School.AddCourseAsync();
        var ta = await engify.School.AddTaAsync(course);
        var student = await engify.School.AddStudentAsync();
        (await engify.Api.JoinAsync(session, student)).ShouldBeOk();

        // Single sessions are not sold, which is the later rule.
        (await engify.Api.BookAsync(student, course, ta)).ShouldBeProblem(400, "student_not_available");
        (await engify.Api.BookAsync(student, course)).ShouldBeProblem(400, "student_not_available");
        (await engify.Api.BookAsync(student, course, ta, session.EndsAt)).ShouldBeProblem(400, "price_not_available");
    }

    [Theory]
    [InlineData(9)]
    [InlineData(23)]
    public async Task A_ta_in_a_long_session_is_not_chosen(int hoursAgo)
    {
        var (_, course, _) = await AddLongSessionAsync(hoursAgo);
        (await engify.Api.BookAsync(await engify.School.AddStudentAsync(), course))
            .ShouldBeProblem(400, "no_ta_available");
        var free = await engify.School.AddTaAsync(course);
        (await engify.Api.BookAsync(
            await engify.School.AddStudentAsync(), course, free, School.Tomorrow.AddDays(1), 480)).ShouldBeOk();

        var answer = (await engify.Api.BookAsync(await engify.School.AddStudentAsync(), course)).ShouldBeOk();

        Assert.Equal(free.Id, answer["taId"].GetGuid());
    }

    [Theory]
    [InlineData(9)]
    [InlineData(23)]
    public async Task A_student_in_a_long_session_does_not_join_another(int hoursAgo)
    {
        var (session, _, _) = await AddLongSessionAsync(hoursAgo);
        var student = await engify.School.AddStudentAsync();
        (await engify.Api.JoinAsync(session, student)).ShouldBeOk();
        var full = await engify.School.AddGroupSessionAsync(capacity: 1);
        (await engify.Api.JoinAsync(full, await engify.School.AddStudentAsync())).ShouldBeOk();
        var later = await engify.School.AddGroupSessionAsync(startsAt: session.EndsAt);

        // There is no seat, which is the later rule.
        (await engify.Api.JoinAsync(full, student)).ShouldBeProblem(400, "student_not_available");
        (await engify.Api.JoinAsync(later, student)).ShouldBeOk();
    }

    [Fact]
    public async Task A_weekly_session_is_left_out_where_its_ta_is_in_a_long_one()
    {
        var (_, course, ta) = await AddLongSessionAsync(hoursAgo: 9);
        var template = await engify.School.AddTemplateAsync(
            course, ta, day: DayOfWeek.Tuesday, start: new TimeOnly(12, 0), end: new TimeOnly(12, 30));

        await engify.Host.Services.GetRequiredService<GroupSessionScheduler>().ScheduleAllAsync(default);

        var starts = await engify.QueryAsync(db => db.Bookings
            .Where(booking => booking.GroupSessionTemplateId == template.Id)
            .Select(booking => booking.StartsAt).OrderBy(start => start).ToListAsync());
        Assert.Equal(Enumerable.Range(1, 5).Select(week => School.Tomorrow.AddDays(7 * week)), starts);
    }

    /// <summary>One that began long before tomorrow noon and ends an hour after it.</summary>
    private async Task<(Booking Session, Course Course, Ta Ta)> AddLongSessionAsync(int hoursAgo)
    {
        var session = await engify.School.AddGroupSessionAsync(
            startsAt: School.Tomorrow.AddHours(-hoursAgo), minutes: 60 * (hoursAgo + 1));
        return (
            session,
            await engify.QueryAsync(db => db.Courses.SingleAsync(course => course.Id == session.CourseId)),
            await engify.QueryAsync(db => db.Tas.SingleAsync(ta => ta.Id == session.TaId)));
    }
}
