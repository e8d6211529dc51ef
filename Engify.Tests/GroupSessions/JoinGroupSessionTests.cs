using Engify.Features.Bookings;
using Engify.Features.Courses;
using Engify.Features.GroupSessions;
using Engify.Features.Students;
using Engify.Features.Tas;
using Microsoft.EntityFrameworkCore;

namespace Engify.Tests.GroupSessions;

public sealed class JoinGroupSessionTests(EngifyFixture engify) : IClassFixture<EngifyFixture>
{
    [Fact]
    public async Task A_student_takes_a_seat()
    {
        var session = await engify.School.AddGroupSessionAsync();
        var student = await engify.School.AddStudentAsync();

        var answer = (await JoinAsync(session, student)).ShouldBeOk();

        answer.Json.ShouldHaveShape(["success", "message", "booking"]);
        Assert.True(answer["success"].GetBoolean());
        Assert.Equal("Joined the group session", answer["message"].GetString());
        var booking = answer["booking"].ShouldHaveShape(Shapes.Booking);
        Assert.Equal(session.Id, booking.GetProperty("id").GetGuid());
        Assert.Equal("AVAILABLE", booking.GetProperty("status").GetString());
        Assert.Equal("GROUP", booking.GetProperty("sessionType").GetString());
        Assert.Equal(1, booking.GetProperty("studentCount").GetInt32());
        Assert.Equal(3, booking.GetProperty("capacity").GetInt32());
        Assert.Equal(session.GroupSessionTemplateId, booking.GetProperty("groupSessionTemplateId").GetGuid());
    }

    [Fact]
    public async Task The_seat_is_kept()
    {
        var session = await engify.School.AddGroupSessionAsync();
        var student = await engify.School.AddStudentAsync();
        var now = engify.Clock.GetUtcNow();

        (await JoinAsync(session, student)).ShouldBeOk();

        var details = (await engify.Api.GetAsync($"/bookings/{session.Id}")).ShouldBeOk();
        Assert.Equal([student.Id], details["students"].Ids());
        Assert.Equal(1, details["studentCount"].GetInt32());
        var place = await engify.QueryAsync(db => db.BookingStudents
            .SingleAsync(place => place.BookingId == session.Id));
        Assert.Equal(
            (now, session.StartsAt, session.EndsAt, true),
            (place.JoinedAt, place.StartsAt, place.EndsAt, place.IsActive));
        Assert.Empty(await engify.CheckAsync());
    }

    [Fact]
    public async Task The_last_seat_makes_it_full()
    {
        var session = await engify.School.AddGroupSessionAsync(capacity: 2);
        var students = await engify.School.AddStudentsAsync(3);

        Assert.Equal("AVAILABLE", Status((await JoinAsync(session, students[0])).ShouldBeOk()));
        Assert.Equal("FULL", Status((await JoinAsync(session, students[1])).ShouldBeOk()));
        (await JoinAsync(session, students[2])).ShouldBeProblem(400, "group_session_full");

        Assert.Equal(2, (await engify.Api.GetAsync($"/bookings/{session.Id}"))["studentCount"].GetInt32());
        Assert.Empty(await engify.CheckAsync());
    }

    [Fact]
    public async Task The_student_exists()
    {
        var session = await engify.School.AddGroupSessionAsync();

        foreach (var studentId in new[] { $"{Guid.NewGuid()}", "nope" })
            (await PostAsync(session.Id, new { studentId })).ShouldBeProblem(404, "student_not_found");
    }

    [Fact]
    public async Task The_student_is_active_to_join_but_not_to_leave()
    {
        var (session, other) = (await engify.School.AddGroupSessionAsync(), await engify.School.AddGroupSessionAsync());
        var student = await engify.School.AddStudentAsync();
        (await JoinAsync(session, student)).ShouldBeOk();
        await engify.School.RetireAsync<Student>(student.Id);

        (await JoinAsync(other, student)).ShouldBeProblem(400, "student_inactive");
        (await PostAsync(Guid.NewGuid(), new { studentId = student.Id })).ShouldBeProblem(400, "student_inactive");

        (await engify.Api.PostAsync(
            $"/group-sessions/{session.Id}/leave", new { studentId = student.Id }, As.Student(student.Id)))
            .ShouldBeOk();
    }

    [Fact]
    public async Task The_group_session_exists()
    {
        var student = await engify.School.AddStudentAsync();

        foreach (var id in new[] { $"{Guid.NewGuid()}", "nope" })
        {
            (await engify.Api.PostAsync($"/group-sessions/{id}/join", new { studentId = student.Id }))
                .ShouldBeProblem(404, "booking_not_found");
        }
    }

    [Fact]
    public async Task An_individual_session_cannot_be_joined()
    {
        var booking = await BookIndividuallyAsync(await engify.School.AddStudentAsync());
        var student = await engify.School.AddStudentAsync();

        (await PostAsync(booking, new { studentId = student.Id })).ShouldBeProblem(400, "not_a_group_session");
    }

    [Fact]
    public async Task A_cancelled_session_is_closed()
    {
        var session = await engify.School.AddGroupSessionAsync();
        await CancelAsync(session.Id);

        (await JoinAsync(session, await engify.School.AddStudentAsync())).ShouldBeProblem(400, "group_session_closed");
    }

    [Fact]
    public async Task A_session_is_closed_from_the_moment_it_begins()
    {
        var session = await engify.School.AddGroupSessionAsync(startsAt: engify.Clock.GetUtcNow().AddMinutes(1));

        (await JoinAsync(session, await engify.School.AddStudentAsync())).ShouldBeOk();
        engify.Clock.Advance(TimeSpan.FromMinutes(1));
        (await JoinAsync(session, await engify.School.AddStudentAsync())).ShouldBeProblem(400, "group_session_closed");
    }

    [Theory]
    [InlineData("course")]
    [InlineData("ta")]
    [InlineData("template")]
    public async Task A_session_of_an_inactive_course_ta_or_template_is_not_offered(string inactive)
    {
        var session = await engify.School.AddGroupSessionAsync();
        var students = await engify.School.AddStudentsAsync(2);
        (await JoinAsync(session, students[0])).ShouldBeOk();

        await RetireAsync(inactive, session);

        (await JoinAsync(session, students[1])).ShouldBeProblem(400, "group_session_not_offered");
        (await engify.Api.PostAsync(
            Address(session.Id), new { studentId = students[1].Id }, As.Admin, ("Idempotency-Key", inactive)))
            .ShouldBeProblem(400, "group_session_not_offered");
        Assert.Equal(1, (await engify.Api.GetAsync($"/bookings/{session.Id}"))["studentCount"].GetInt32());
        Assert.Empty(await engify.CheckAsync());
    }

    [Theory]
    [InlineData("course")]
    [InlineData("ta")]
    [InlineData("template")]
    public async Task A_command_that_waited_while_something_became_inactive_is_refused(string inactive)
    {
        var session = await engify.School.AddGroupSessionAsync();
        var student = await engify.School.AddStudentAsync();

        await using var held = await BookingsLock.TakeAsync(engify, student.Id);
        var join = JoinAsync(session, student);
        await held.WaitForWaitersAsync(1);
        await RetireAsync(inactive, session);
        await held.ReleaseAsync();

        (await join).ShouldBeProblem(400, "group_session_not_offered");
    }

    [Fact]
    public async Task The_seat_that_another_takes_in_the_same_moment_is_gone()
    {
        var session = await engify.School.AddGroupSessionAsync(capacity: 1);
        var students = await engify.School.AddStudentsAsync(2);

        await using var held = await BookingsLock.TakeAsync(engify, students[0].Id);
        await using var other = await BookingsLock.TakeSeatAsync(engify, session, students[1]);
        var join = JoinAsync(session, students[0]);
        await held.WaitForWaitersAsync(1);
        await held.ReleaseAsync();
        await other.WaitForWaiterOnRowAsync();
        await other.ReleaseAsync();

        (await join).ShouldBeProblem(400, "group_session_full");
        Assert.Empty(await engify.CheckAsync());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Nobody_joins_a_session_that_is_cancelled_at_the_same_moment(bool hasWaitedBefore)
    {
        var session = await engify.School.AddGroupSessionAsync();
        var student = await engify.School.AddStudentAsync();

        await using var held = await BookingsLock.TakeAsync(
            engify, hasWaitedBefore ? student.Id : Guid.CreateVersion7());
        await using var cancel = await BookingsLock.CallOffAsync(engify, session);
        var join = JoinAsync(session, student);
        await held.WaitForWaitersAsync(1);
        await held.ReleaseAsync();
        await cancel.WaitForWaiterOnRowAsync();
        await cancel.ReleaseAsync();

        (await join).ShouldBeProblem(400, "group_session_closed");
        Assert.Empty(await engify.CheckAsync());
    }

    [Fact]
    public async Task A_student_joins_once()
    {
        var session = await engify.School.AddGroupSessionAsync(capacity: 1);
        var student = await engify.School.AddStudentAsync();
        (await JoinAsync(session, student)).ShouldBeOk();

        (await JoinAsync(session, student)).ShouldBeProblem(400, "already_joined");
        Assert.Empty(await engify.CheckAsync());
    }

    [Theory]
    [InlineData(-89)]
    [InlineData(0)]
    [InlineData(89)]
    public async Task A_student_is_not_in_two_places_at_once(int minutes)
    {
        var session = await engify.School.AddGroupSessionAsync();
        var student = await engify.School.AddStudentAsync();
        var elsewhere = await engify.School.AddGroupSessionAsync(startsAt: School.Tomorrow.AddMinutes(minutes));
        (await JoinAsync(elsewhere, student)).ShouldBeOk();

        (await JoinAsync(session, student)).ShouldBeProblem(400, "student_not_available");
        Assert.Empty(await engify.CheckAsync());
    }

    [Theory]
    [InlineData(-90)]
    [InlineData(90)]
    public async Task Sessions_may_be_back_to_back(int minutes)
    {
        var session = await engify.School.AddGroupSessionAsync();
        var student = await engify.School.AddStudentAsync();
        var neighbour = await engify.School.AddGroupSessionAsync(startsAt: School.Tomorrow.AddMinutes(minutes));
        (await JoinAsync(neighbour, student)).ShouldBeOk();

        (await JoinAsync(session, student)).ShouldBeOk();
    }

    [Fact]
    public async Task An_individual_session_keeps_its_student_from_joining_until_it_is_cancelled()
    {
        var session = await engify.School.AddGroupSessionAsync();
        var student = await engify.School.AddStudentAsync();
        var booking = await BookIndividuallyAsync(student);

        (await JoinAsync(session, student)).ShouldBeProblem(400, "student_not_available");
        await CancelAsync(booking);
        (await JoinAsync(session, student)).ShouldBeOk();
    }

    [Fact]
    public async Task The_first_rule_that_fails_answers()
    {
        var student = await engify.School.AddStudentAsync();
        var full = await engify.School.AddGroupSessionAsync(capacity: 1);
        (await JoinAsync(full, await engify.School.AddStudentAsync())).ShouldBeOk();
        (await JoinAsync(await engify.School.AddGroupSessionAsync(), student)).ShouldBeOk();

        (await PostAsync(Guid.NewGuid(), new { studentId = Guid.NewGuid() })).ShouldBeProblem(404, "student_not_found");
        (await JoinAsync(full, student)).ShouldBeProblem(400, "student_not_available");
        await engify.School.RetireAsync<Ta>(full.TaId);
        (await JoinAsync(full, student)).ShouldBeProblem(400, "group_session_not_offered");
        await CancelAsync(full.Id);
        (await JoinAsync(full, student)).ShouldBeProblem(400, "group_session_closed");
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"studentId":null}""")]
    [InlineData("""{"studentId":1}""")]
    [InlineData("""{"studentId":["x"]}""")]
    public async Task A_body_without_a_student_is_malformed(string body) =>
        (await engify.Api.SendAsync("POST", Address(Guid.NewGuid()), body)).ShouldBeProblem(400, "malformed_request");

    [Fact]
    public async Task Only_administrators_join_for_another_student()
    {
        var session = await engify.School.AddGroupSessionAsync();
        var student = await engify.School.AddStudentAsync();
        var other = As.Student((await engify.School.AddStudentAsync()).Id);

        (await JoinAsync(session, student, other)).ShouldBeProblem(403, "forbidden");
        (await PostAsync(Guid.NewGuid(), new { studentId = Guid.NewGuid() }, other)).ShouldBeProblem(403, "forbidden");
        (await JoinAsync(session, student, As.Ta(session.TaId))).ShouldBeProblem(403, "forbidden");
        (await JoinAsync(session, student, As.Anonymous)).ShouldBeProblem(401, "unauthenticated");
        (await JoinAsync(session, student, As.Admin)).ShouldBeOk();
    }

    private static string Address(Guid bookingId) => $"/group-sessions/{bookingId}/join";

    private static string? Status(Answer answer) => answer["booking"].GetProperty("status").GetString();

    private async Task<Guid> BookIndividuallyAsync(Student student)
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var answer = await engify.Api.PostAsync("/bookings/individual", School.Individual(student, course, ta));
        return answer.ShouldBeOk()["id"].GetGuid();
    }

    private Task RetireAsync(string what, Booking session) => what switch
    {
        "course" => engify.School.RetireAsync<Course>(session.CourseId),
        "ta" => engify.School.RetireAsync<Ta>(session.TaId),
        _ => engify.School.RetireAsync<GroupSessionTemplate>(session.GroupSessionTemplateId!.Value),
    };

    private async Task CancelAsync(Guid bookingId) =>
        (await engify.Api.PatchAsync($"/bookings/{bookingId}/cancel")).ShouldBeOk();

    private Task<Answer> JoinAsync(Booking session, Student student, string? by = null) =>
        PostAsync(session.Id, new { studentId = student.Id }, by ?? As.Student(student.Id));

    private Task<Answer> PostAsync(Guid bookingId, object body, string by = As.Admin) =>
        engify.Api.PostAsync(Address(bookingId), body, by);
}
