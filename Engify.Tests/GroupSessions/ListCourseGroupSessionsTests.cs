using Engify.Features.Bookings;
using Engify.Features.Courses;
using Engify.Features.GroupSessions;
using Engify.Features.Tas;
using Microsoft.EntityFrameworkCore;

namespace Engify.Tests.GroupSessions;

public sealed class ListCourseGroupSessionsTests(EngifyFixture engify) : IClassFixture<EngifyFixture>
{
    [Fact]
    public async Task Anyone_sees_the_group_sessions_and_nothing_of_their_students()
    {
        var (course, ta, template) = await AddCourseAsync(capacity: 1);
        var session = await AddSessionAsync(template, School.Tomorrow);
        var student = await engify.School.AddStudentAsync();
        (await engify.Api.PostAsync($"/group-sessions/{session.Id}/join", new { studentId = student.Id })).ShouldBeOk();

        var answer = (await ListAsync(course)).ShouldBeOk();

        var item = Assert.Single(answer.Json.EnumerateArray().ToList()).ShouldHaveShape(["template", "bookings"]);
        var shown = item.GetProperty("template").ShouldHaveShape(Shapes.Template);
        Assert.Equal(template.Id, shown.GetProperty("id").GetGuid());
        Assert.Equal(course.Id, shown.GetProperty("courseId").GetGuid());
        Assert.Equal(ta.Id, shown.GetProperty("taId").GetGuid());
        Assert.Equal(3, shown.GetProperty("dayOfWeek").GetInt32());
        Assert.Equal("18:00", shown.GetProperty("startTime").GetString());
        Assert.Equal("19:30", shown.GetProperty("endTime").GetString());
        Assert.Equal("UTC", shown.GetProperty("timeZone").GetString());
        Assert.Equal(1, shown.GetProperty("capacity").GetInt32());
        Assert.Equal(15m, shown.GetProperty("pricePerStudent").GetDecimal());
        Assert.True(shown.GetProperty("isActive").GetBoolean());
        Assert.Equal(ta.Name, shown.GetProperty("ta").ShouldHaveShape(Shapes.Ta).GetProperty("name").GetString());
        var booking = Assert.Single(item.GetProperty("bookings").EnumerateArray().ToList())
            .ShouldHaveShape(Shapes.Booking);
        Assert.Equal(session.Id, booking.GetProperty("id").GetGuid());
        Assert.Equal("FULL", booking.GetProperty("status").GetString());
        Assert.Equal("GROUP", booking.GetProperty("sessionType").GetString());
        Assert.Equal("2026-03-03T12:00:00Z", booking.GetProperty("date").GetString());
        Assert.Equal(90, booking.GetProperty("durationMinutes").GetInt32());
        Assert.Equal(1, booking.GetProperty("studentCount").GetInt32());
        Assert.All(
            [$"{student.Id}", student.Name, student.Email, ta.Email],
            secret => Assert.DoesNotContain(secret, answer.Text, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Sessions_come_by_date_without_those_that_have_begun_or_are_cancelled()
    {
        var (course, _, template) = await AddCourseAsync();
        var later = await AddSessionAsync(template, School.Tomorrow.AddDays(7));
        var sooner = await AddSessionAsync(template, School.Tomorrow);
        await AddSessionAsync(template, EngifyFixture.Start);
        await AddSessionAsync(template, EngifyFixture.Start.AddDays(-7));
        var cancelled = await AddSessionAsync(template, School.Tomorrow.AddDays(14));
        (await engify.Api.PatchAsync($"/bookings/{cancelled.Id}/cancel")).ShouldBeOk();

        var answer = (await ListAsync(course)).ShouldBeOk();

        Assert.Equal([sooner.Id, later.Id], answer.Json[0].GetProperty("bookings").Ids());
    }

    [Fact]
    public async Task Templates_come_by_day_and_time_without_the_inactive_each_with_its_own_sessions()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var friday = await engify.School.AddTemplateAsync(course, ta, day: DayOfWeek.Friday);
        var late = await engify.School.AddTemplateAsync(course, ta, day: DayOfWeek.Tuesday);
        var early = await engify.School.AddTemplateAsync(course, ta, day: DayOfWeek.Tuesday, start: new TimeOnly(8, 0));
        await engify.School.AddTemplateAsync(course, ta, day: DayOfWeek.Monday, isActive: false);
        var session = await AddSessionAsync(friday, School.Tomorrow);

        var answer = (await ListAsync(course)).ShouldBeOk();

        Assert.Equal(
            [early.Id, late.Id, friday.Id],
            answer.Json.EnumerateArray().Select(item => item.GetProperty("template").GetProperty("id").GetGuid()));
        Assert.Empty(answer.Json[0].GetProperty("bookings").EnumerateArray());
        Assert.Equal([session.Id], answer.Json[2].GetProperty("bookings").Ids());
    }

    [Fact]
    public async Task Nothing_is_listed_that_nobody_can_join()
    {
        var (course, ta, template) = await AddCourseAsync();
        var other = await engify.School.AddTaAsync(course);
        var retired = await engify.School.AddTemplateAsync(course, other);
        await AddSessionAsync(retired, School.Tomorrow);
        var left = await AddSessionAsync(template, School.Tomorrow);
        var kept = await AddSessionAsync(template, School.Tomorrow.AddDays(7));
        await engify.QueryAsync(db => db.Bookings.Where(booking => booking.Id == left.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(booking => booking.TaId, other.Id)
                .SetProperty(booking => booking.StartsAt, booking => booking.StartsAt.AddHours(-3))
                .SetProperty(booking => booking.EndsAt, booking => booking.EndsAt.AddHours(-3))));

        await engify.School.RetireAsync<Ta>(other.Id);
        var answer = (await ListAsync(course)).ShouldBeOk();

        var item = Assert.Single(answer.Json.EnumerateArray().ToList());
        Assert.Equal(ta.Id, item.GetProperty("template").GetProperty("ta").GetProperty("id").GetGuid());
        Assert.Equal([kept.Id], item.GetProperty("bookings").Ids());
    }

    [Fact]
    public async Task An_unknown_or_inactive_course_is_not_found()
    {
        var inactive = await engify.School.AddCourseAsync(isActive: false);

        foreach (var id in new[] { $"{Guid.NewGuid()}", $"{inactive.Id}", "nope" })
            (await engify.Api.GetAsync($"/group-sessions/courses/{id}")).ShouldBeProblem(404, "course_not_found");
    }

    private async Task<(Course Course, Ta Ta, GroupSessionTemplate Template)> AddCourseAsync(int capacity = 3)
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        return (course, ta, await engify.School.AddTemplateAsync(course, ta, capacity));
    }

    private Task<Booking> AddSessionAsync(GroupSessionTemplate template, DateTimeOffset startsAt) =>
        engify.School.AddAsync(template.Schedule(Period.From(startsAt, 90), EngifyFixture.Start));

    private Task<Answer> ListAsync(Course course) =>
        engify.Api.GetAsync($"/group-sessions/courses/{course.Id}", As.Anonymous);
}
