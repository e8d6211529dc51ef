using Engify.Features.Bookings;
using Engify.Features.Bundles;
using Engify.Features.Courses;
using Engify.Features.Students;
using Engify.Features.Tas;
using Microsoft.EntityFrameworkCore;

namespace Engify.Tests.Bookings;

public sealed class CreateIndividualBookingPaymentTests(EngifyFixture engify) : IClassFixture<EngifyFixture>
{
    [Fact]
    public async Task A_bundle_pays_with_one_of_its_sessions()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var student = await engify.School.AddStudentAsync();
        var purchase = await AddPurchaseAsync(student, course, sessions: 3);

        var answer = (await engify.Api.BookAsync(student, course, ta, bundle: purchase)).ShouldBeOk();

        Assert.Equal(purchase.Id, answer["bundlePurchaseId"].GetGuid());
        Assert.Equal(0m, answer["pricePerStudent"].GetDecimal());
        Assert.Equal(2, await RemainingAsync(purchase));
        Assert.Empty(await engify.CheckAsync());
    }

    [Fact]
    public async Task A_bundle_pays_also_where_sessions_are_not_sold_singly()
    {
        var course = await engify.School.AddCourseAsync();
        var ta = await engify.School.AddTaAsync(course);
        var student = await engify.School.AddStudentAsync();
        var purchase = await AddPurchaseAsync(student, course);

        (await engify.Api.BookAsync(student, course, ta, bundle: purchase)).ShouldBeOk();
    }

    [Fact]
    public async Task A_booking_paid_for_on_its_own_takes_nothing_from_a_bundle()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var student = await engify.School.AddStudentAsync();
        var purchase = await AddPurchaseAsync(student, course, sessions: 3);

        (await engify.Api.BookAsync(student, course, ta)).ShouldBeOk();

        Assert.Equal(3, await RemainingAsync(purchase));
    }

    [Fact]
    public async Task A_bundle_pays_for_no_more_sessions_than_it_has()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var student = await engify.School.AddStudentAsync();
        var purchase = await AddPurchaseAsync(student, course, sessions: 1);
        (await engify.Api.BookAsync(student, course, ta, bundle: purchase)).ShouldBeOk();

        var answer = await engify.Api.BookAsync(student, course, ta, School.Tomorrow.AddHours(1), bundle: purchase);

        answer.ShouldBeProblem(400, "bundle_exhausted");
        Assert.Equal(0, await RemainingAsync(purchase));
    }

    [Fact]
    public async Task The_bundle_of_another_student_is_not_found()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var students = await engify.School.AddStudentsAsync(2);
        var purchase = await AddPurchaseAsync(students[0], course, sessions: 3);

        var answer = await engify.Api.BookAsync(students[1], course, ta, bundle: purchase);

        answer.ShouldBeProblem(404, "bundle_purchase_not_found");
        Assert.Equal(3, await RemainingAsync(purchase));
    }

    [Fact]
    public async Task A_bundle_pays_only_for_its_course()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var student = await engify.School.AddStudentAsync();
        var purchase = await AddPurchaseAsync(student, await engify.School.AddCourseAsync(), sessions: 3);

        var answer = await engify.Api.BookAsync(student, course, ta, bundle: purchase);

        answer.ShouldBeProblem(400, "bundle_not_valid");
        Assert.Equal(3, await RemainingAsync(purchase));
    }

    [Theory]
    [InlineData(-60, false)]
    [InlineData(-1, false)]
    [InlineData(0, true)]
    [InlineData(60, true)]
    [InlineData(61, false)]
    [InlineData(120, false)]
    [InlineData(600, false)]
    public async Task A_bundle_pays_only_for_sessions_that_lie_within_its_validity(int startMinute, bool pays)
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var student = await engify.School.AddStudentAsync();
        var twoHours = Period.From(School.Tomorrow, 120);
        var purchase = await AddPurchaseAsync(student, course, sessions: 3, twoHours);

        var answer = await engify.Api.BookAsync(
            student, course, ta, School.Tomorrow.AddMinutes(startMinute), bundle: purchase);

        if (pays)
            answer.ShouldBeOk();
        else
            answer.ShouldBeProblem(400, "bundle_not_valid");
        Assert.Equal(pays ? 2 : 3, await RemainingAsync(purchase));
    }

    [Fact]
    public async Task A_refused_booking_takes_nothing_from_the_bundle()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var students = await engify.School.AddStudentsAsync(2);
        var purchase = await AddPurchaseAsync(students[0], course, sessions: 3);
        (await engify.Api.BookAsync(students[1], course, ta)).ShouldBeOk();

        var answer = await engify.Api.BookAsync(students[0], course, ta, bundle: purchase);

        answer.ShouldBeProblem(400, "ta_not_available");
        Assert.Equal(3, await RemainingAsync(purchase));
    }

    [Fact]
    public async Task A_booking_that_the_database_refuses_takes_nothing_from_the_bundle()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var students = await engify.School.AddStudentsAsync(2);
        var purchase = await AddPurchaseAsync(students[0], course, sessions: 3);
        await AddLongSessionAsync(students[1], course, ta);

        var answer = await engify.Api.BookAsync(students[0], course, ta, bundle: purchase);

        answer.ShouldBeProblem(400, "ta_not_available");
        Assert.Equal(3, await RemainingAsync(purchase));
    }

    /// <summary>Longer than any that a request can make, so that only the constraint notices it.</summary>
    private Task<Booking> AddLongSessionAsync(Student student, Course course, Ta ta) =>
        engify.School.AddBookingAsync(student, course, ta, School.Tomorrow.AddDays(-2), minutes: 3 * 24 * 60);

    private async Task<BundlePurchase> AddPurchaseAsync(
        Student student, Course course, int sessions = 10, Period? validity = null) =>
        await engify.School.AddPurchaseAsync(
            student, await engify.School.AddBundleAsync(course, sessions, validity: validity));

    private Task<int> RemainingAsync(BundlePurchase purchase) => engify.QueryAsync(db => db.BundlePurchases
        .Where(found => found.Id == purchase.Id).Select(found => found.RemainingSessions).SingleAsync());
}
