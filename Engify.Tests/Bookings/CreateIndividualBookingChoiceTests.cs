using Engify.Features.Courses;
using Engify.Features.Tas;

namespace Engify.Tests.Bookings;

/// <summary>Which TA gives a session for which none is named.</summary>
public sealed class CreateIndividualBookingChoiceTests(EngifyFixture engify) : IClassFixture<EngifyFixture>
{
    private static readonly DateTimeOffset Monday = new(2026, 4, 6, 14, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task The_ta_with_the_fewest_booked_minutes_in_the_week_is_chosen(int lazy)
    {
        var (course, tas) = await AddCourseWithTasAsync(2);
        await BookAsync(course, tas[1 - lazy], Monday, minutes: 61);
        await BookAsync(course, tas[lazy], Monday, minutes: 30);
        await BookAsync(course, tas[lazy], Monday.AddHours(1), minutes: 30);

        Assert.Equal(tas[lazy].Id, await ChooseAsync(course, Monday.AddDays(4)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Minutes_of_other_weeks_do_not_count(int lazy)
    {
        var (course, tas) = await AddCourseWithTasAsync(2);
        await BookAsync(course, tas[lazy], Monday.AddDays(-1), minutes: 480);
        await BookAsync(course, tas[lazy], Monday.AddDays(7), minutes: 480);
        await BookAsync(course, tas[1 - lazy], Monday, minutes: 15);

        Assert.Equal(tas[lazy].Id, await ChooseAsync(course, Monday.AddDays(4)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Among_equally_busy_tas_the_one_booked_longest_ago_is_chosen(int longestAgo)
    {
        var (course, tas) = await AddCourseWithTasAsync(2);
        await BookAsync(course, tas[longestAgo], Monday);
        engify.Clock.Advance(TimeSpan.FromMinutes(1));
        await BookAsync(course, tas[1 - longestAgo], Monday);

        Assert.Equal(tas[longestAgo].Id, await ChooseAsync(course, Monday.AddDays(4)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task A_ta_who_was_never_booked_comes_before_one_who_was(int neverBooked)
    {
        var (course, tas) = await AddCourseWithTasAsync(2);
        await BookAsync(course, tas[1 - neverBooked], Monday.AddDays(-7));

        Assert.Equal(tas[neverBooked].Id, await ChooseAsync(course, Monday));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Cancelled_minutes_do_not_count(int cancelled)
    {
        var (course, tas) = await AddCourseWithTasAsync(2);
        await BookAsync(course, tas[1 - cancelled], Monday, minutes: 15);
        await BookAndCancelAsync(course, tas[cancelled], Monday, minutes: 480);

        Assert.Equal(tas[cancelled].Id, await ChooseAsync(course, Monday.AddDays(4)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task A_cancelled_booking_is_not_the_last_one(int longestAgo)
    {
        var (course, tas) = await AddCourseWithTasAsync(2);
        foreach (var ta in (int[])[longestAgo, 1 - longestAgo])
        {
            await BookAsync(course, tas[ta], Monday);
            engify.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        await BookAndCancelAsync(course, tas[longestAgo], Monday.AddHours(1));

        Assert.Equal(tas[longestAgo].Id, await ChooseAsync(course, Monday.AddDays(4)));
    }

    [Fact]
    public async Task A_ta_whose_booking_is_cancelled_is_free_then()
    {
        var (course, tas) = await AddCourseWithTasAsync(1);
        await BookAndCancelAsync(course, tas[0], Monday);

        Assert.Equal(tas[0].Id, await ChooseAsync(course, Monday));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task A_week_begins_with_the_first_moment_of_its_monday_and_ends_before_the_next(int lazy)
    {
        await using var host = await engify.StartHostAsync(("Institution:TimeZone", "UTC"));
        var (course, tas) = await AddCourseWithTasAsync(2);
        var midnight = Monday.AddHours(-14);
        await BookAsync(course, tas[1 - lazy], midnight, minutes: 15);
        engify.Clock.Advance(TimeSpan.FromMinutes(1));
        await BookAsync(course, tas[lazy], midnight.AddDays(7));

        Assert.Equal(tas[lazy].Id, await ChooseAsync(course, Monday.AddDays(4), new ApiClient(host)));
    }

    [Theory]
    [InlineData("UTC", "2026-03-16T01:00:00Z", "2026-03-11T12:00:00Z", "2026-03-17T12:00:00Z")]
    [InlineData("America/Toronto", "2026-03-16T01:00:00Z", "2026-03-17T12:00:00Z", "2026-03-11T12:00:00Z")]
    [InlineData("UTC", "2026-03-11T12:00:00Z", "2026-03-16T00:00:00Z", "2026-03-11T20:00:00Z")]
    [InlineData("America/Toronto", "2026-03-16T12:00:00Z", "2026-03-16T03:00:00Z", "2026-03-16T04:00:00Z")]
    [InlineData("Asia/Tokyo", "2026-03-11T12:00:00Z", "2026-03-15T15:00:00Z", "2026-03-15T14:00:00Z")]
    public async Task The_week_is_that_of_the_institution(string timeZone, string date, string outside, string inside)
    {
        await using var host = await engify.StartHostAsync(("Institution:TimeZone", timeZone));
        var (course, tas) = await AddCourseWithTasAsync(2);
        await BookAsync(course, tas[0], Instant(outside), minutes: 120);
        await BookAsync(course, tas[1], Instant(inside), minutes: 15);

        Assert.Equal(tas[0].Id, await ChooseAsync(course, Instant(date), new ApiClient(host)));
    }

    [Fact]
    public async Task Busy_inactive_and_other_courses_tas_are_not_chosen()
    {
        var (course, tas) = await AddCourseWithTasAsync(2);
        await engify.School.AddTaAsync(course, isActive: false);
        await engify.School.AddTaAsync();
        await BookAsync(course, tas[0], Monday, minutes: 15);
        await BookAsync(course, tas[1], Monday.AddDays(1), minutes: 480);

        Assert.Equal(tas[1].Id, await ChooseAsync(course, Monday.AddMinutes(-45)));
        (await BookAnyAsync(course, Monday.AddMinutes(-45))).ShouldBeProblem(400, "no_ta_available");
    }

    [Fact]
    public async Task A_course_whose_tas_are_all_busy_has_none_available()
    {
        var (course, tas) = await AddCourseWithTasAsync(2);
        foreach (var ta in tas)
            await BookAsync(course, ta, Monday);

        (await BookAnyAsync(course, Monday.AddMinutes(30))).ShouldBeProblem(400, "no_ta_available");
        (await BookAnyAsync(course, Monday.AddMinutes(60))).ShouldBeOk();
    }

    [Fact]
    public async Task A_course_without_tas_has_none_available()
    {
        var (course, _) = await AddCourseWithTasAsync(0);
        await engify.School.AddTaAsync(course, isActive: false);

        (await BookAnyAsync(course, Monday)).ShouldBeProblem(400, "no_ta_available");
    }

    [Fact]
    public async Task A_busy_student_is_told_so_when_a_ta_is_free()
    {
        var (course, tas) = await AddCourseWithTasAsync(2);
        var student = await engify.School.AddStudentAsync();
        (await engify.Api.BookAsync(student, course, tas[0], Monday)).ShouldBeOk();

        (await engify.Api.BookAsync(student, course, date: Monday)).ShouldBeProblem(400, "student_not_available");
    }

    [Fact]
    public async Task The_next_ta_is_tried_when_the_best_is_taken_in_the_same_moment()
    {
        var (course, tas) = await AddCourseWithTasAsync(2);
        await BookAsync(course, tas[1], Monday.AddDays(1), minutes: 15);

        await using var bookings = await BookingsLock.TakeAsync(engify);
        var first = ChooseAsync(course, Monday);
        await bookings.WaitForWaitersAsync(1);
        var second = ChooseAsync(course, Monday);
        await bookings.WaitForWaitersAsync(2);
        await bookings.ReleaseAsync();

        Assert.Equal(tas[0].Id, await first);
        Assert.Equal(tas[1].Id, await second);
        Assert.Empty(await engify.CheckAsync());
    }

    [Fact]
    public async Task A_ta_who_becomes_inactive_in_the_same_moment_is_passed_over()
    {
        var (course, tas) = await AddCourseWithTasAsync(2);
        await BookAsync(course, tas[1], Monday.AddDays(1), minutes: 15);

        await using var held = await BookingsLock.TakeAsync(engify, tas[0].Id);
        var chosen = ChooseAsync(course, Monday);
        await held.WaitForWaitersAsync(1);
        await engify.School.RetireAsync<Ta>(tas[0].Id);
        await held.ReleaseAsync();

        Assert.Equal(tas[1].Id, await chosen);
    }

    [Fact]
    public async Task A_course_whose_last_ta_becomes_inactive_in_the_same_moment_has_none_available()
    {
        var (course, tas) = await AddCourseWithTasAsync(1);

        await using var held = await BookingsLock.TakeAsync(engify, tas[0].Id);
        var answer = BookAnyAsync(course, Monday);
        await held.WaitForWaitersAsync(1);
        await engify.School.RetireAsync<Ta>(tas[0].Id);
        await held.ReleaseAsync();

        (await answer).ShouldBeProblem(400, "no_ta_available");
    }

    private async Task BookAndCancelAsync(Course course, Ta ta, DateTimeOffset date, int minutes = 60) =>
        (await engify.Api.CancelAsync((await BookAsync(course, ta, date, minutes)).Id)).ShouldBeOk();

    private async Task<(Course Course, List<Ta> Tas)> AddCourseWithTasAsync(int count)
    {
        var course = await engify.School.AddCourseAsync();
        await engify.School.AddSingleSessionAsync(course);
        var tas = new List<Ta>();
        for (var i = 0; i < count; i++)
            tas.Add(await engify.School.AddTaAsync(course));
        return (course, tas);
    }

    private async Task<Answer> BookAsync(Course course, Ta ta, DateTimeOffset date, int minutes = 60) =>
        (await engify.Api.BookAsync(await engify.School.AddStudentAsync(), course, ta, date, minutes)).ShouldBeOk();

    private async Task<Answer> BookAnyAsync(Course course, DateTimeOffset date, ApiClient? api = null) =>
        await (api ?? engify.Api).BookAsync(await engify.School.AddStudentAsync(), course, date: date);

    private async Task<Guid> ChooseAsync(Course course, DateTimeOffset date, ApiClient? api = null) =>
        (await BookAnyAsync(course, date, api)).ShouldBeOk()["taId"].GetGuid();

    private static DateTimeOffset Instant(string text) =>
        DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
