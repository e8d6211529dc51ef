using Engify.Features.Bookings;
using Engify.Features.Courses;
using Engify.Features.Students;
using Engify.Features.Tas;

namespace Engify.Tests.Bookings;

public sealed class ListBookingsTests(EngifyFixture engify) : IClassFixture<EngifyFixture>
{
    [Fact]
    public async Task A_booking_comes_as_it_is_shown_alone()
    {
        var booking = await AddAsync();

        var row = Assert.Single(await ListAsync($"taId={booking.TaId}"));

        Assert.Equal((await engify.Api.GetAsync($"/bookings/{booking.Id}")).Text, row);
    }

    [Fact]
    public async Task All_filters_hold_together()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var students = await engify.School.AddStudentsAsync(2);
        var wanted = await AddAsync(students[0], course, ta, day: 1);
        await AddAsync(students[1], course, ta, day: 2);
        await AddAsync(students[0], await OtherCourseOfAsync(ta), ta, day: 3);
        await AddAsync(students[0], course, await engify.School.AddTaAsync(course), day: 4);

        Assert.Equal(
            [wanted.Id], await ListIdsAsync($"courseId={course.Id}&taId={ta.Id}&studentId={students[0].Id}"));
        Assert.Equal(3, (await ListIdsAsync($"courseId={course.Id}")).Count);
        Assert.Equal(3, (await ListIdsAsync($"taId={ta.Id}")).Count);
        Assert.Equal(3, (await ListIdsAsync($"studentId={students[0].Id}")).Count);
        Assert.Empty(await ListIdsAsync($"studentId={Guid.CreateVersion7()}"));
        Assert.Empty(await ListIdsAsync("courseId=nope"));
    }

    [Fact]
    public async Task A_booking_is_found_by_its_people_and_its_course()
    {
        var course = await engify.School.AddCourseAsync("ZZ 901", "Zahlentheorie für Anfänger");
        var ta = await engify.School.AddAsync(new Ta(Guid.CreateVersion7(), "Zoë Quux", "zq@engify.test"));
        await engify.School.TeachAsync(course, ta);
        var student = await engify.School.AddAsync(
            new Student(Guid.CreateVersion7(), "find.me@engify.test", "Łukasz 100% Xyz", EngifyFixture.Start));
        var booking = await AddAsync(student, course, ta);
        await AddAsync();

        foreach (var text in new[]
        {
            "find.me@", "łukasz", "0% x", "ZOË", "zz 901", "anfänger", "  quux  ",
        })
        {
            Assert.Equal([booking.Id], await ListIdsAsync($"q={Uri.EscapeDataString(text)}"));
        }

        Assert.Empty(await ListIdsAsync("q=nobody%20at%20all"));
        Assert.Empty(await ListIdsAsync($"q={Uri.EscapeDataString("' OR true --")}"));
        Assert.Empty(await ListIdsAsync("q=zq@engify"));
    }

    [Fact]
    public async Task The_lists_of_bookings_share_their_other_filters_and_pages()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var student = await engify.School.AddStudentAsync();
        var bookings = new List<Booking>();
        for (var day = 1; day <= 5; day++)
            bookings.Add(await AddAsync(student, course, ta, day));
        bookings.Reverse();

        var first = (await engify.Api.GetAsync($"/bookings?courseId={course.Id}&status=BOOKED&limit=3")).ShouldBeOk();
        var rest = (await engify.Api.GetAsync(first.Next!)).ShouldBeOk();

        Assert.Equal(bookings.Select(booking => booking.Id), first.Json.Ids().Concat(rest.Json.Ids()));
        Assert.Null(rest.Next);
        Assert.Empty(await ListIdsAsync($"courseId={course.Id}&status=CANCELLED"));
        Assert.Equal(
            [bookings[0].Id], await ListIdsAsync($"courseId={course.Id}&from={bookings[0].StartsAt.UtcDateTime:O}"));
    }

    [Fact]
    public async Task A_blank_text_finds_all() =>
        Assert.Equal((await ListIdsAsync("limit=200")).Count, (await ListIdsAsync("q=%20&limit=200")).Count);

    [Fact]
    public async Task A_text_too_long_is_refused() =>
        (await engify.Api.GetAsync($"/bookings?q={new string('x', 101)}")).ShouldBeInvalid("q");

    [Fact]
    public async Task It_is_for_administrators_only()
    {
        var booking = await AddAsync();

        (await engify.Api.GetAsync("/bookings", As.Ta(booking.TaId))).ShouldBeProblem(403, "forbidden");
        (await engify.Api.GetAsync("/bookings", As.Student(Guid.NewGuid()))).ShouldBeProblem(403, "forbidden");
        (await engify.Api.GetAsync("/bookings", As.Anonymous)).ShouldBeProblem(401, "unauthenticated");
    }

    private async Task<Booking> AddAsync(Student? student = null, Course? course = null, Ta? ta = null, int day = 1)
    {
        course ??= await engify.School.AddCourseAsync();
        return await engify.School.AddBookingAsync(
            student ?? await engify.School.AddStudentAsync(), course, ta ?? await engify.School.AddTaAsync(course),
            School.Tomorrow.AddDays(day));
    }

    private async Task<Course> OtherCourseOfAsync(Ta ta)
    {
        var course = await engify.School.AddCourseAsync();
        await engify.School.TeachAsync(course, ta);
        return course;
    }

    private async Task<List<string>> ListAsync(string query) =>
        [.. (await engify.Api.GetAsync($"/bookings?{query}")).ShouldBeOk().Json.EnumerateArray()
            .Select(row => row.GetRawText())];

    private async Task<List<Guid>> ListIdsAsync(string query) =>
        [.. (await engify.Api.GetAsync($"/bookings?{query}")).ShouldBeOk().Json.Ids()];
}
