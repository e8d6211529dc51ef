namespace Engify.Tests.Promises.Speed;

/// <summary>
/// How much memory a request uses up, test client included: what gives the garbage collector work. The bounds are a
/// third above what was measured.
/// </summary>
[Collection(Alone.Name)]
public sealed class AllocationTests(UnwatchedFixture engify) : IClassFixture<UnwatchedFixture>
{
    private const int Requests = 50;

    [Fact]
    public async Task A_list_of_remembered_courses_is_not_made_again()
    {
        for (var i = 0; i < 50; i++)
            await engify.School.AddCourseAsync();

        await ShouldUseAtMostAsync(kilobytes: 90, _ => engify.Api.GetAsync("/courses", As.Anonymous));
    }

    [Fact]
    public async Task A_list_of_bookings_is_bounded()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var student = await engify.School.AddStudentAsync();
        for (var i = 0; i < 20; i++)
            await engify.School.AddBookingAsync(student, course, ta, School.Tomorrow.AddHours(i));

        await ShouldUseAtMostAsync(
            kilobytes: 280, _ => engify.Api.GetAsync($"/bookings/students/{student.Id}", As.Student(student.Id)));
    }

    [Fact]
    public async Task A_booking_is_bounded()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var student = await engify.School.AddStudentAsync();

        await ShouldUseAtMostAsync(
            kilobytes: 170, i => engify.Api.BookAsync(student, course, ta, School.Tomorrow.AddHours(i)));
    }

    private static async Task ShouldUseAtMostAsync(int kilobytes, Func<int, Task<Answer>> send)
    {
        for (var i = 0; i < Requests; i++)
            (await send(i)).ShouldBeOk();

        var before = GC.GetTotalAllocatedBytes(precise: true);
        for (var i = Requests; i < 2 * Requests; i++)
            (await send(i)).ShouldBeOk();
        var used = (GC.GetTotalAllocatedBytes(precise: true) - before) / 1024.0 / Requests;

        Assert.InRange(used, 1, kilobytes);
    }
}
