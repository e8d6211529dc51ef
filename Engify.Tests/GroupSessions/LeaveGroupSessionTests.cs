using Engify.Features.Bookings;
using Engify.Features.Courses;
using Engify.Features.GroupSessions;
using Engify.Features.Students;
using Engify.Features.Tas;

namespace Engify.Tests.GroupSessions;

public sealed class LeaveGroupSessionTests(EngifyFixture engify) : IClassFixture<EngifyFixture>
{
    [Fact]
    public async Task A_student_gives_the_seat_back_and_the_session_is_available_again()
    {
        var (session, students) = await AddFullSessionAsync(capacity: 2);

        var answer = (await LeaveAsync(session, students[0])).ShouldBeOk();

        answer.Json.ShouldHaveShape(["success", "message", "booking"]);
        Assert.True(answer["success"].GetBoolean());
        Assert.Equal("Left the group session", answer["message"].GetString());
        var booking = answer["booking"].ShouldHaveShape(Shapes.Booking);
        Assert.Equal("AVAILABLE", booking.GetProperty("status").GetString());
        Assert.Equal(1, booking.GetProperty("studentCount").GetInt32());
        var details = (await engify.Api.GetAsync($"/bookings/{session.Id}")).ShouldBeOk();
        Assert.Equal([students[1].Id], details["students"].Ids());
        Assert.Empty(await engify.CheckAsync());
    }

    [Fact]
    public async Task Another_student_takes_the_seat()
    {
        var (session, students) = await AddFullSessionAsync(capacity: 1);
        (await LeaveAsync(session, students[0])).ShouldBeOk();

        var answer = (await JoinAsync(session, await engify.School.AddStudentAsync())).ShouldBeOk();

        Assert.Equal("FULL", answer["booking"].GetProperty("status").GetString());
        (await JoinAsync(session, students[0])).ShouldBeProblem(400, "group_session_full");
        Assert.Empty(await engify.CheckAsync());
    }

    [Fact]
    public async Task A_student_who_left_may_join_again()
    {
        var (session, students) = await AddFullSessionAsync(capacity: 1);
        (await LeaveAsync(session, students[0])).ShouldBeOk();

        (await JoinAsync(session, students[0])).ShouldBeOk();
        Assert.Empty(await engify.CheckAsync());
    }

    [Fact]
    public async Task A_student_who_left_is_free_for_another_session_at_that_time()
    {
        var (session, students) = await AddFullSessionAsync(capacity: 1);
        (await LeaveAsync(session, students[0])).ShouldBeOk();

        (await JoinAsync(await engify.School.AddGroupSessionAsync(), students[0])).ShouldBeOk();
    }

    [Fact]
    public async Task Only_a_student_who_is_in_it_can_leave()
    {
        var (session, students) = await AddFullSessionAsync(capacity: 2);

        (await LeaveAsync(session, await engify.School.AddStudentAsync())).ShouldBeProblem(400, "not_joined");
        (await LeaveAsync(session, students[0])).ShouldBeOk();
        (await LeaveAsync(session, students[0])).ShouldBeProblem(400, "not_joined");
        Assert.Empty(await engify.CheckAsync());
    }

    [Fact]
    public async Task Nobody_leaves_a_session_once_it_has_begun()
    {
        var session = await engify.School.AddGroupSessionAsync(startsAt: engify.Clock.GetUtcNow().AddMinutes(1));
        var student = await engify.School.AddStudentAsync();
        (await JoinAsync(session, student)).ShouldBeOk();
        engify.Clock.Advance(TimeSpan.FromMinutes(1));

        (await LeaveAsync(session, student)).ShouldBeProblem(400, "group_session_closed");

        Assert.Equal(1, (await engify.Api.GetAsync($"/bookings/{session.Id}"))["studentCount"].GetInt32());
        Assert.Empty(await engify.CheckAsync());
    }

    [Fact]
    public async Task Nobody_leaves_a_cancelled_session()
    {
        var (session, students) = await AddFullSessionAsync(capacity: 1);
        (await engify.Api.PatchAsync($"/bookings/{session.Id}/cancel")).ShouldBeOk();

        (await LeaveAsync(session, students[0])).ShouldBeProblem(400, "group_session_closed");
        Assert.Empty(await engify.CheckAsync());
    }

    [Fact]
    public async Task A_student_who_leaves_twice_in_the_same_moment_frees_one_seat()
    {
        var (session, students) = await AddFullSessionAsync(capacity: 3);
        (await LeaveAsync(session, students[2])).ShouldBeOk();

        var another = await engify.School.AddStudentAsync();
        await using var other = await BookingsLock.TakeSeatAsync(engify, session, another);
        var leaves = new[] { LeaveAsync(session, students[0]), LeaveAsync(session, students[0]) };
        await other.WaitForWaitersAsync(2);
        await other.ReleaseAsync();

        var answers = await Task.WhenAll(leaves);
        Assert.Single(answers, answer => answer.Status == 200);
        Assert.Single(answers, answer => answer.Status == 400 && answer.Code == "not_joined");
        Assert.Empty(await engify.CheckAsync());
    }

    [Fact]
    public async Task Nobody_leaves_a_session_that_is_cancelled_at_the_same_moment()
    {
        var (session, students) = await AddFullSessionAsync(capacity: 2);

        await using var cancel = await BookingsLock.CallOffAsync(engify, session);
        var leave = LeaveAsync(session, students[0]);
        await cancel.WaitForWaiterOnRowAsync();
        await cancel.ReleaseAsync();

        (await leave).ShouldBeProblem(400, "group_session_closed");
        Assert.Empty(await engify.CheckAsync());
    }

    [Fact]
    public async Task A_student_may_leave_a_session_that_is_no_longer_offered()
    {
        var (session, students) = await AddFullSessionAsync(capacity: 1);
        await engify.School.RetireAsync<GroupSessionTemplate>(session.GroupSessionTemplateId!.Value);
        await engify.School.RetireAsync<Ta>(session.TaId);
        await engify.School.RetireAsync<Course>(session.CourseId);

        (await LeaveAsync(session, students[0])).ShouldBeOk();

        (await JoinAsync(session, students[0])).ShouldBeProblem(400, "group_session_not_offered");
        Assert.Empty(await engify.CheckAsync());
    }

    [Fact]
    public async Task An_individual_session_cannot_be_left()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var student = await engify.School.AddStudentAsync();
        var booking = (await engify.Api.PostAsync(
            "/bookings/individual", School.Individual(student, course, ta))).ShouldBeOk();

        (await PostAsync(booking["id"].GetGuid(), new { studentId = student.Id }))
            .ShouldBeProblem(400, "not_a_group_session");
    }

    [Fact]
    public async Task The_student_and_the_group_session_exist()
    {
        var (session, students) = await AddFullSessionAsync(capacity: 1);

        foreach (var studentId in new[] { $"{Guid.NewGuid()}", "nope" })
            (await PostAsync(session.Id, new { studentId })).ShouldBeProblem(404, "student_not_found");

        foreach (var id in new[] { $"{Guid.NewGuid()}", "nope" })
        {
            (await engify.Api.PostAsync($"/group-sessions/{id}/leave", new { studentId = students[0].Id }))
                .ShouldBeProblem(404, "booking_not_found");
        }
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"studentId":null}""")]
    [InlineData("""{"studentId":1}""")]
    public async Task A_body_without_a_student_is_malformed(string body) =>
        (await engify.Api.SendAsync("POST", Address(Guid.NewGuid()), body)).ShouldBeProblem(400, "malformed_request");

    [Fact]
    public async Task Only_administrators_leave_for_another_student()
    {
        var (session, students) = await AddFullSessionAsync(capacity: 2);
        var other = As.Student(students[1].Id);

        (await LeaveAsync(session, students[0], other)).ShouldBeProblem(403, "forbidden");
        (await PostAsync(Guid.NewGuid(), new { studentId = Guid.NewGuid() }, other)).ShouldBeProblem(403, "forbidden");
        (await LeaveAsync(session, students[0], As.Ta(session.TaId))).ShouldBeProblem(403, "forbidden");
        (await LeaveAsync(session, students[0], As.Anonymous)).ShouldBeProblem(401, "unauthenticated");
        (await LeaveAsync(session, students[0], As.Admin)).ShouldBeOk();
    }

    private static string Address(Guid bookingId) => $"/group-sessions/{bookingId}/leave";

    private async Task<(Booking Session, IReadOnlyList<Student> Students)> AddFullSessionAsync(int capacity)
    {
        var session = await engify.School.AddGroupSessionAsync(capacity);
        var students = await engify.School.AddStudentsAsync(capacity);
        foreach (var student in students)
            (await JoinAsync(session, student)).ShouldBeOk();
        return (session, students);
    }

    private Task<Answer> JoinAsync(Booking session, Student student) => engify.Api.PostAsync(
        $"/group-sessions/{session.Id}/join", new { studentId = student.Id }, As.Student(student.Id));

    private Task<Answer> LeaveAsync(Booking session, Student student, string? by = null) =>
        PostAsync(session.Id, new { studentId = student.Id }, by ?? As.Student(student.Id));

    private Task<Answer> PostAsync(Guid bookingId, object body, string by = As.Admin) =>
        engify.Api.PostAsync(Address(bookingId), body, by);
}
