using Engify.Features.Bookings;
using Engify.Features.Students;
using Engify.Features.Tas;

namespace Engify.Tests.Bookings;

public sealed class ListTaBookingsTests(EngifyFixture engify) : BookingListTests(engify)
{
    protected override string PathOf(Student student, Ta ta) => $"/bookings/tas/{ta.Id}";

    [Fact]
    public async Task A_ta_sees_their_own_bookings_with_their_students()
    {
        var (course, ta) = await Engify.School.AddCourseWithTaAsync();
        var otherTa = await Engify.School.AddTaAsync(course);
        var students = await Engify.School.AddStudentsAsync(2);
        var own = (await Engify.Api.BookAsync(students[0], course, ta)).ShouldBeOk();
        (await Engify.Api.BookAsync(students[1], course, otherTa)).ShouldBeOk();

        var list = (await Engify.Api.GetAsync(PathOf(students[0], ta), As.Ta(ta.Id))).ShouldBeOk();

        var row = Assert.Single(list.Json.EnumerateArray());
        Assert.Equal((await Engify.Api.GetAsync($"/bookings/{own.Id}", As.Ta(ta.Id))).Text, row.GetRawText());
        var seen = Assert.Single(row.GetProperty("students").EnumerateArray());
        Assert.Equal(students[0].Email, seen.GetProperty("email").GetString());
    }

    [Fact]
    public async Task Group_sessions_are_listed_with_all_their_students_or_none()
    {
        var session = await Engify.School.AddGroupSessionAsync();
        Assert.Equal([0], await CountStudentsAsync(session));

        foreach (var student in await Engify.School.AddStudentsAsync(2))
            (await Engify.Api.JoinAsync(session, student)).ShouldBeOk();

        Assert.Equal([2], await CountStudentsAsync(session));
    }

    [Fact]
    public async Task Only_that_ta_and_administrators_see_the_list()
    {
        var (course, ta) = await Engify.School.AddCourseWithTaAsync();
        var otherTa = await Engify.School.AddTaAsync(course);
        var student = await Engify.School.AddStudentAsync();

        foreach (var id in (string[])[ta.Id.ToString(), Guid.CreateVersion7().ToString(), "nope"])
        {
            var path = $"/bookings/tas/{id}";
            (await Engify.Api.GetAsync(path, As.Ta(otherTa.Id))).ShouldBeProblem(403, "forbidden");
            (await Engify.Api.GetAsync(path, As.Ta(Guid.NewGuid()))).ShouldBeProblem(403, "forbidden");
            (await Engify.Api.GetAsync(path, As.Student(student.Id))).ShouldBeProblem(403, "forbidden");
            (await Engify.Api.GetAsync(path, As.Anonymous)).ShouldBeProblem(401, "unauthenticated");
        }
    }

    [Theory]
    [InlineData("3f2504e0-4f89-41d3-9a0c-0305e82c3301")]
    [InlineData("nope")]
    public async Task An_administrator_is_told_that_a_ta_does_not_exist(string id) =>
        (await Engify.Api.GetAsync($"/bookings/tas/{id}")).ShouldBeProblem(404, "ta_not_found");

    private async Task<List<int>> CountStudentsAsync(Booking session)
    {
        var list = (await Engify.Api.GetAsync($"/bookings/tas/{session.TaId}", As.Ta(session.TaId))).ShouldBeOk();
        return [.. list.Json.EnumerateArray().Select(booking => booking.GetProperty("students").GetArrayLength())];
    }
}
