using System.Text.Json;
using Engify.Features.Students;

namespace Engify.Tests.Bookings;

public sealed class GetBookingTests(EngifyFixture engify) : IClassFixture<EngifyFixture>
{
    [Fact]
    public async Task A_student_sees_course_and_ta_of_their_booking_but_no_students()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var student = await engify.School.AddStudentAsync();
        var booked = (await engify.Api.BookAsync(student, course, ta)).ShouldBeOk();

        var answer = (await engify.Api.GetAsync($"/bookings/{booked.Id}", As.Student(student.Id))).ShouldBeOk();

        var details = JsonSerializer.Serialize(new
        {
            course = new
            {
                id = course.Id,
                code = course.Code,
                name = course.Name,
                description = course.Description,
                isActive = true,
            },
            ta = new { id = ta.Id, name = ta.Name, degree = ta.Degree, gpa = 3.90m, bio = ta.Bio },
            students = (object?)null,
        });
        Assert.True(JsonElement.DeepEquals(Merge(booked.Text, details), answer.Json), answer.Text);
    }

    [Fact]
    public async Task Its_ta_and_administrators_see_who_comes()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var student = await engify.School.AddStudentAsync();
        var id = (await engify.Api.BookAsync(student, course, ta)).ShouldBeOk().Id;

        foreach (var by in (string[])[As.Ta(ta.Id), As.Admin])
        {
            var answer = (await engify.Api.GetAsync($"/bookings/{id}", by)).ShouldBeOk();

            Assert.Equal(Describe(student), answer["students"].GetRawText());
            Assert.False(answer["ta"].TryGetProperty("email", out _));
        }
    }

    [Fact]
    public async Task The_students_of_a_group_session_are_listed_by_name_and_do_not_see_each_other()
    {
        var session = await engify.School.AddGroupSessionAsync();
        var students = await engify.School.AddStudentsAsync(2);
        foreach (var student in students.Reverse())
            (await engify.Api.JoinAsync(session, student)).ShouldBeOk();

        var seenByTa = (await engify.Api.GetAsync($"/bookings/{session.Id}", As.Ta(session.TaId))).ShouldBeOk();
        var seenByStudent =
            (await engify.Api.GetAsync($"/bookings/{session.Id}", As.Student(students[1].Id))).ShouldBeOk();

        Assert.Equal(Describe([.. students]), seenByTa["students"].GetRawText());
        Assert.Equal(JsonValueKind.Null, seenByStudent["students"].ValueKind);
        Assert.DoesNotContain(students[0].Name, seenByStudent.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(students[0].Id.ToString(), seenByStudent.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancelled_booking_stays_visible_to_those_who_were_in_it()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var student = await engify.School.AddStudentAsync();
        var id = (await engify.Api.BookAsync(student, course, ta)).ShouldBeOk().Id;
        (await engify.Api.CancelAsync(id, reason: "Ill")).ShouldBeOk();

        var seenByStudent = (await engify.Api.GetAsync($"/bookings/{id}", As.Student(student.Id))).ShouldBeOk();
        var seenByTa = (await engify.Api.GetAsync($"/bookings/{id}", As.Ta(ta.Id))).ShouldBeOk();

        Assert.Equal("CANCELLED", seenByStudent["status"].GetString());
        Assert.Equal("Ill", seenByStudent["cancellationReason"].GetString());
        Assert.Equal(Describe(student), seenByTa["students"].GetRawText());
    }

    [Fact]
    public async Task A_student_who_left_a_group_session_no_longer_sees_it()
    {
        var session = await engify.School.AddGroupSessionAsync();
        var student = await engify.School.AddStudentAsync();
        (await engify.Api.JoinAsync(session, student)).ShouldBeOk();
        (await engify.Api.PostAsync($"/group-sessions/{session.Id}/leave", new { studentId = student.Id }))
            .ShouldBeOk();

        (await engify.Api.GetAsync($"/bookings/{session.Id}", As.Student(student.Id)))
            .ShouldBeProblem(403, "forbidden");
    }

    [Fact]
    public async Task Strangers_see_nothing_and_do_not_learn_what_exists()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var id = (await engify.Api.BookAsync(await engify.School.AddStudentAsync(), course, ta)).ShouldBeOk().Id;
        var strangers = new[]
        {
            As.Student((await engify.School.AddStudentAsync()).Id),
            As.Ta((await engify.School.AddTaAsync(course)).Id),
            As.Student(Guid.NewGuid()),
            As.Ta(Guid.NewGuid()),
        };

        foreach (var stranger in strangers)
        {
            foreach (var bookingId in (string[])[id.ToString(), Guid.CreateVersion7().ToString(), "nope"])
                (await engify.Api.GetAsync($"/bookings/{bookingId}", stranger)).ShouldBeProblem(403, "forbidden");
        }

        (await engify.Api.GetAsync($"/bookings/{id}", As.Anonymous)).ShouldBeProblem(401, "unauthenticated");
    }

    [Theory]
    [InlineData("3f2504e0-4f89-41d3-9a0c-0305e82c3301")]
    [InlineData("3f2504e04f8941d39a0c0305e82c3301")]
    [InlineData("nope")]
    [InlineData("%00")]
    public async Task An_administrator_is_told_that_a_booking_does_not_exist(string id) =>
        (await engify.Api.GetAsync($"/bookings/{id}")).ShouldBeProblem(404, "booking_not_found");

    private static string Describe(params Student[] students) => JsonSerializer.Serialize(
        students.Select(student => new { id = student.Id, name = student.Name, email = student.Email }));

    private static JsonElement Merge(string first, string second) =>
        JsonSerializer.Deserialize<JsonElement>($"{first[..^1]},{second[1..]}");
}
