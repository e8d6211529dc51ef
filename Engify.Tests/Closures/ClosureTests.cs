using Engify.Features.Bookings;
using Engify.Features.GroupSessions.ScheduleGroupSessions;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Engify.Tests.Closures;

/// <summary>Days on which there are no sessions.</summary>
public sealed class ClosureTests(EngifyFixture engify) : IClassFixture<EngifyFixture>
{
    private static int number;

    [Fact]
    public async Task An_administrator_closes_the_institution()
    {
        var name = Name();
        var created = (await CreateAsync(name, "2028-02-29", "2028-02-29")).ShouldBeCreated();

        var closure = created["closure"];
        var path = created.Headers["Location"];
        Assert.Equal(
            (name, "2028-02-29", "2028-02-29"),
            (closure.GetProperty("name").GetString(), closure.GetProperty("startsOn").GetString(),
                closure.GetProperty("endsOn").GetString()));
        Assert.Equal(0, created["affected"].GetArrayLength());
        var seen = (await engify.Api.GetAsync(path, As.Anonymous)).ShouldBeOk();
        Assert.Equal((closure.GetRawText(), created.ETag), (seen.Text, seen.ETag));
        Assert.Contains(
            name, (await engify.Api.GetAsync("/closures?from=2028-02-29&to=2028-02-29", As.Anonymous)).Text,
            StringComparison.Ordinal);
        Assert.True(await engify.QueryAsync(db => db.AuditEntries.AnyAsync(
            entry => entry.Action == "CreateClosure" && entry.ObjectType == "closure"
                && entry.ObjectId == $"{closure.GetProperty("id").GetGuid()}")));
    }

    [Fact]
    public async Task A_closure_is_changed_by_who_has_seen_it()
    {
        var (name, other) = (Name(), Name());
        (await CreateAsync(other, "2029-01-01", "2029-01-02")).ShouldBeCreated();
        var created = (await CreateAsync(name, "2029-01-01", "2029-01-02")).ShouldBeCreated();
        var path = created.Headers["Location"];
        object Shall(string called) => new { name = called, startsOn = "2029-01-01", endsOn = "2029-01-03" };

        (await engify.Api.PutAsync(path, Shall(name), null)).ShouldBeProblem(428, "precondition_required");
        (await engify.Api.PutAsync(path, Shall(other.ToUpperInvariant()), created.ETag))
            .ShouldBeProblem(400, "closure_taken");
        var changed = (await engify.Api.PutAsync(path, Shall(name), created.ETag)).ShouldBeOk();
        Assert.Equal("2029-01-03", changed["closure"].GetProperty("endsOn").GetString());
        Assert.Equal(changed.ETag, (await engify.Api.GetAsync(path)).ETag);
        (await engify.Api.PutAsync(path, Shall(name), created.ETag)).ShouldBeProblem(412, "changed_meanwhile");

        Assert.Equal(204, (await engify.Api.DeleteAsync(path)).Status);
        Assert.Equal(
            ["ChangeClosure", "CreateClosure", "DeleteClosure"],
            await engify.QueryAsync(db => db.AuditEntries
                .Where(entry => entry.ObjectType == "closure" && path.EndsWith(entry.ObjectId!))
                .Select(entry => entry.Action).Order().ToListAsync()));
        (await engify.Api.DeleteAsync(path)).ShouldBeProblem(404, "closure_not_found");
        (await engify.Api.GetAsync(path)).ShouldBeProblem(404, "closure_not_found");
        (await engify.Api.PutAsync(path, Shall(name), "*")).ShouldBeProblem(404, "closure_not_found");
    }

    [Theory]
    [InlineData("A", "2026-03-02", "2026-03-01", "endsOn")]
    [InlineData("A", "1899-12-31", "2026-03-01", "startsOn")]
    [InlineData("A", "2026-03-02", "9999-12-31", "endsOn")]
    [InlineData(" ", "2026-03-02", "2026-03-02", "name")]
    public async Task What_is_no_closure_is_refused(string name, string startsOn, string endsOn, string member) =>
        (await CreateAsync(name, startsOn, endsOn)).ShouldBeInvalid(member);

    [Fact]
    public async Task Only_administrators_close()
    {
        var body = new { name = Name(), startsOn = "2026-03-02", endsOn = "2026-03-02" };

        (await engify.Api.PostAsync("/closures", body, As.Ta(Guid.NewGuid()))).ShouldBeProblem(403, "forbidden");
        (await engify.Api.PostAsync("/closures", body, As.Anonymous)).ShouldBeProblem(401, "unauthenticated");
        (await engify.Api.DeleteAsync($"/closures/{Guid.NewGuid()}", As.Student(Guid.NewGuid())))
            .ShouldBeProblem(403, "forbidden");
        (await engify.Api.PutAsync($"/closures/{Guid.NewGuid()}", body, "*", As.Ta(Guid.NewGuid())))
            .ShouldBeProblem(403, "forbidden");
    }

    [Fact]
    public async Task Sessions_that_nobody_has_joined_go_and_the_others_are_listed()
    {
        var date = new DateOnly(2026, 10, 5);
        var (alone, joined, over) = (
            await SessionAsync(date, 18), await SessionAsync(date, 18), await SessionAsync(date.AddDays(-1), 23, 90));
        await engify.Api.JoinAsync(joined, await engify.School.AddStudentAsync());
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var single = (await engify.Api.PostAsync(
            "/bookings/individual",
            School.Individual(await engify.School.AddStudentAsync(), course, ta, At(date, 9)))).ShouldBeOk().Id;
        var other = await SessionAsync(date.AddDays(1), 0);

        var closed = (await CreateAsync(Name(), "2026-10-05", "2026-10-05")).ShouldBeCreated();

        Assert.Equal([single, joined.Id], closed["affected"].Ids());
        Assert.Equal(2, closed["removed"].GetInt32());
        Assert.Equal(
            new[] { joined.Id, other.Id }.Order(),
            (await engify.QueryAsync(db => db.Bookings
                .Where(booking => new[] { alone.Id, joined.Id, over.Id, other.Id }.Contains(booking.Id))
                .Select(booking => booking.Id).ToListAsync())).Order());
        Assert.Empty(await engify.CheckAsync());
        Assert.Equal(204, (await engify.Api.DeleteAsync(closed.Headers["Location"])).Status);
    }

    [Fact]
    public async Task No_session_is_scheduled_in_a_closure_and_they_return_when_it_ends()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var closed = (await CreateAsync(Name(), "2026-03-11", "2026-03-17")).ShouldBeCreated();
        var terms = new
        {
            taId = ta.Id,
            dayOfWeek = 3,
            startTime = "18:00",
            endTime = "19:30",
            timeZone = "UTC",
            capacity = 5,
            pricePerStudent = 15,
            isActive = true,
        };

        var created = (await engify.Api.PostAsync($"/courses/{course.Id}/group-session-templates", terms))
            .ShouldBeCreated();
        var template = created.Id;
        Assert.Equal(0, created["conflicts"].GetArrayLength());
        Assert.DoesNotContain(new DateOnly(2026, 3, 11), await DatesAsync(template));
        Assert.Contains(new DateOnly(2026, 3, 18), await DatesAsync(template));

        // The change of a template schedules none there, either.
        (await engify.Api.PutAsync($"/group-session-templates/{template}", terms with { dayOfWeek = 2 }, "*"))
            .ShouldBeOk();
        Assert.DoesNotContain(new DateOnly(2026, 3, 17), await DatesAsync(template));
        Assert.Contains(new DateOnly(2026, 3, 10), await DatesAsync(template));

        Assert.Equal(204, (await engify.Api.DeleteAsync(closed.Headers["Location"])).Status);
        await ScheduleAsync(template);
        Assert.Contains(new DateOnly(2026, 3, 17), await DatesAsync(template));
    }

    /// <summary>Whoever joins at the moment of the closure is in a session that stays, or in none.</summary>
    [Fact]
    public async Task A_race_against_joining_loses_no_student()
    {
        for (var round = 0; round < 5; round++)
        {
            var date = new DateOnly(2026, 11, 9).AddDays(round);
            var sessions = new List<Booking>();
            for (var index = 0; index < 4; index++)
                sessions.Add(await SessionAsync(date, 18));
            var students = await engify.School.AddStudentsAsync(4);

            var closing = CreateAsync(Name(), $"{date:yyyy-MM-dd}", $"{date:yyyy-MM-dd}");
            var joined = await Task.WhenAll(
                sessions.Zip(students, (session, student) => engify.Api.JoinAsync(session, student)));
            var closed = (await closing).ShouldBeCreated();

            var stayed = await engify.QueryAsync(db => db.Bookings
                .Where(booking => sessions.Select(session => session.Id).Contains(booking.Id))
                .Select(booking => booking.Id).ToListAsync());
            Assert.Equal(
                sessions.Zip(joined).Where(pair => pair.Second.Status == 200).Select(pair => pair.First.Id).Order(),
                stayed.Order());
            Assert.Equal(stayed.Order(), closed["affected"].Ids().Order());
            Assert.All(joined, answer => Assert.True(answer.Status is 200 or 404, answer.Text));
        }
    }

    /// <summary>A booking that looked for closures before this one was there comes first, and is listed.</summary>
    [Fact]
    public async Task A_session_that_is_being_booked_at_the_moment_of_the_closure_is_listed()
    {
        var date = new DateOnly(2026, 10, 12);
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var student = await engify.School.AddStudentAsync();
        await using var judging = await HeldJudgement.OfBookingsAsync(engify);
        var booking = engify.Api.BookAsync(student, course, ta, At(date, 10));
        await judging.WaitForWaitersAsync(1);
        var closing = CreateAsync(Name(), "2026-10-12", "2026-10-12");
        await judging.WaitForWaitersAsync(2);
        var late = engify.Api.BookAsync(await engify.School.AddStudentAsync(), course, ta, At(date, 14));
        await judging.WaitForWaitersAsync(3);

        await judging.ReleaseAsync();

        Assert.Equal([(await booking).ShouldBeOk().Id], (await closing).ShouldBeCreated()["affected"].Ids());
        (await late).ShouldBeProblem(400, "institution_closed");
    }

    [Fact]
    public async Task Closing_while_sessions_are_scheduled_leaves_none_in_the_closure()
    {
        for (var round = 0; round < 3; round++)
        {
            var (course, ta) = await engify.School.AddCourseWithTaAsync();
            var template = await engify.School.AddTemplateAsync(course, ta, day: DayOfWeek.Thursday);

            var scheduling = ScheduleAsync(template.Id);
            var closed = (await CreateAsync(Name(), "2026-03-12", "2026-03-12")).ShouldBeCreated();
            await scheduling;

            Assert.DoesNotContain(new DateOnly(2026, 3, 12), await DatesAsync(template.Id));
            Assert.Contains(new DateOnly(2026, 3, 19), await DatesAsync(template.Id));
            Assert.Equal(204, (await engify.Api.DeleteAsync(closed.Headers["Location"])).Status);
        }
    }

    private async Task ScheduleAsync(Guid template)
    {
        await using var scope = engify.Host.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new ScheduleGroupSessionsRequest(template));
    }

    private Task<List<DateOnly>> DatesAsync(Guid template) => engify.QueryAsync(db => db.Bookings
        .Where(booking => booking.GroupSessionTemplateId == template)
        .Select(booking => booking.LocalDate!.Value).ToListAsync());

    private Task<Booking> SessionAsync(DateOnly date, int hour, int minutes = 60) =>
        engify.School.AddGroupSessionAsync(startsAt: At(date, hour), minutes: minutes);

    private Task<Answer> CreateAsync(string name, string startsOn, string endsOn) =>
        engify.Api.PostAsync("/closures", new { name, startsOn, endsOn });

    /// <summary>On the clocks of the institution.</summary>
    private static DateTimeOffset At(DateOnly date, int hour) =>
        TimeZoneInfo.FindSystemTimeZoneById("America/Toronto").ToInstant(date.ToDateTime(new TimeOnly(hour, 0)));

    private static string Name() => $"Closed {Interlocked.Increment(ref number)}";
}
