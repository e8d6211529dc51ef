using System.Text.Json;
using Engify.Features.Bookings;
using Engify.Features.Students;
using Engify.Features.Tas;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Engify.Tests.Bookings;

public sealed class ListStudentBookingsTests(EngifyFixture engify) : BookingListTests(engify)
{
    protected override string PathOf(Student student, Ta ta) => $"/bookings/students/{student.Id}";

    [Fact]
    public async Task A_student_sees_their_own_bookings_without_students()
    {
        var (course, ta) = await Engify.School.AddCourseWithTaAsync();
        var students = await Engify.School.AddStudentsAsync(2);
        var own = (await Engify.Api.BookAsync(students[0], course, ta)).ShouldBeOk();
        (await Engify.Api.BookAsync(students[1], course, ta, School.Tomorrow.AddHours(1))).ShouldBeOk();

        var list = (await Engify.Api.GetAsync(PathOf(students[0], ta), As.Student(students[0].Id))).ShouldBeOk();

        var row = Assert.Single(list.Json.EnumerateArray());
        var single = await Engify.Api.GetAsync($"/bookings/{own.Id}", As.Student(students[0].Id));
        Assert.Equal(single.Text, row.GetRawText());
        Assert.Equal(JsonValueKind.Null, row.GetProperty("students").ValueKind);
    }

    [Fact]
    public async Task A_student_sees_what_course_and_ta_have_become()
    {
        var (course, ta) = await Engify.School.AddCourseWithTaAsync();
        var student = await Engify.School.AddStudentAsync();
        (await Engify.Api.BookAsync(student, course, ta)).ShouldBeOk();
        (await Engify.Api.GetAsync(PathOf(student, ta), As.Student(student.Id))).ShouldBeOk();

        await Engify.QueryAsync(db => db.Database.ExecuteSqlAsync(
            $"""
             UPDATE courses SET name = 'Renamed', is_active = false WHERE id = {course.Id};
             UPDATE tas SET bio = 'Rewritten', is_active = false WHERE id = {ta.Id}
             """));

        var row = (await Engify.Api.GetAsync(PathOf(student, ta), As.Student(student.Id))).ShouldBeOk().Json[0];
        Assert.Equal("Renamed", row.GetProperty("course").GetProperty("name").GetString());
        Assert.Equal("Rewritten", row.GetProperty("ta").GetProperty("bio").GetString());
    }

    [Fact]
    public async Task A_booking_of_a_course_that_the_service_was_not_told_of_is_listed_too()
    {
        var (course, ta) = await Engify.School.AddCourseWithTaAsync();
        var student = await Engify.School.AddStudentAsync();
        (await Engify.Api.BookAsync(student, course, ta)).ShouldBeOk();
        (await Engify.Api.GetAsync(PathOf(student, ta), As.Student(student.Id))).ShouldBeOk();

        // As between a commit and word of it: no trigger fires.
        var untold = Guid.CreateVersion7();
        await using var connection = new NpgsqlConnection(Engify.ConnectionString);
        await connection.OpenAsync();
        await using var change = new NpgsqlCommand(
            $"""
             BEGIN;
             SET LOCAL session_replication_role = replica;
             INSERT INTO courses (id, code, name, is_active) VALUES ('{untold}', 'NEW 101', 'Untold', true);
             UPDATE bookings SET course_id = '{untold}' WHERE course_id = '{course.Id}';
             COMMIT
             """,
            connection);
        await change.ExecuteNonQueryAsync();

        var row = (await Engify.Api.GetAsync(PathOf(student, ta), As.Student(student.Id))).ShouldBeOk().Json[0];
        Assert.Equal("Untold", row.GetProperty("course").GetProperty("name").GetString());
    }

    [Fact]
    public async Task An_administrator_sees_the_students_too()
    {
        var (course, ta) = await Engify.School.AddCourseWithTaAsync();
        var student = await Engify.School.AddStudentAsync();
        (await Engify.Api.BookAsync(student, course, ta)).ShouldBeOk();

        var list = (await Engify.Api.GetAsync(PathOf(student, ta))).ShouldBeOk();

        var seen = Assert.Single(list.Json[0].GetProperty("students").EnumerateArray());
        Assert.Equal(student.Email, seen.GetProperty("email").GetString());
    }

    [Fact]
    public async Task Group_sessions_are_listed_also_when_cancelled_but_not_those_that_the_student_left()
    {
        var student = await Engify.School.AddStudentAsync();
        var sessions = new List<Booking>();
        for (var i = 0; i < 3; i++)
        {
            sessions.Add(await Engify.School.AddGroupSessionAsync(startsAt: School.Tomorrow.AddHours(2 * i)));
            (await Engify.Api.JoinAsync(sessions[i], student)).ShouldBeOk();
        }

        (await Engify.Api.CancelAsync(sessions[1].Id)).ShouldBeOk();
        (await Engify.Api.PostAsync($"/group-sessions/{sessions[2].Id}/leave", new { studentId = student.Id }))
            .ShouldBeOk();

        Assert.Equal([sessions[1].Id, sessions[0].Id], await ListAsync($"/bookings/students/{student.Id}"));
    }

    [Fact]
    public async Task Only_that_student_and_administrators_see_the_list()
    {
        var students = await Engify.School.AddStudentsAsync(2);
        var ta = await Engify.School.AddTaAsync();

        foreach (var id in (string[])[students[0].Id.ToString(), Guid.CreateVersion7().ToString(), "nope"])
        {
            var path = $"/bookings/students/{id}";
            (await Engify.Api.GetAsync(path, As.Student(students[1].Id))).ShouldBeProblem(403, "forbidden");
            (await Engify.Api.GetAsync(path, As.Student(Guid.NewGuid()))).ShouldBeProblem(403, "forbidden");
            (await Engify.Api.GetAsync(path, As.Ta(ta.Id))).ShouldBeProblem(403, "forbidden");
            (await Engify.Api.GetAsync(path, As.Anonymous)).ShouldBeProblem(401, "unauthenticated");
        }
    }

    [Theory]
    [InlineData("3f2504e0-4f89-41d3-9a0c-0305e82c3301")]
    [InlineData("nope")]
    public async Task An_administrator_is_told_that_a_student_does_not_exist(string id) =>
        (await Engify.Api.GetAsync($"/bookings/students/{id}")).ShouldBeProblem(404, "student_not_found");
}
