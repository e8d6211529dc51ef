using Engify.Features.Bookings;
using Engify.Features.Bundles;
using Microsoft.EntityFrameworkCore;

namespace Engify.Tests.Bookings;

/// <summary>What a command changes says since when it is as it is, and the rest keeps its time.</summary>
public sealed class LastChangeTests(EngifyFixture engify) : IClassFixture<EngifyFixture>
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Booking_and_cancelling_change_the_bundle_that_pays(bool isTaNamed)
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var student = await engify.School.AddStudentAsync();
        var purchase = await engify.School.AddPurchaseAsync(student, await engify.School.AddBundleAsync(course));

        var bookedAt = Later();
        var booked = (await engify.Api.BookAsync(
            student, course, isTaNamed ? ta : null, bundle: purchase)).ShouldBeOk();
        Assert.Equal((purchase.CreatedAt, bookedAt), await TimesOfAsync(purchase));

        var cancelledAt = Later();
        var cancelled = (await engify.Api.CancelAsync(booked.Id)).ShouldBeOk();
        Assert.Equal((purchase.CreatedAt, cancelledAt), await TimesOfAsync(purchase));
        Assert.Equal((bookedAt, cancelledAt), TimesOf(cancelled));
    }

    [Fact]
    public async Task Joining_leaving_and_cancelling_change_the_group_session()
    {
        var session = await engify.School.AddGroupSessionAsync();
        var student = await engify.School.AddStudentAsync();

        var joinedAt = Later();
        (await engify.Api.JoinAsync(session, student)).ShouldBeOk();
        Assert.Equal((session.CreatedAt, joinedAt), await TimesOfAsync(session));

        var leftAt = Later();
        (await engify.Api.PostAsync(
            $"/group-sessions/{session.Id}/leave", new { studentId = student.Id })).ShouldBeOk();
        Assert.Equal((session.CreatedAt, leftAt), await TimesOfAsync(session));

        var cancelledAt = Later();
        (await engify.Api.CancelAsync(session.Id)).ShouldBeOk();
        Assert.Equal((session.CreatedAt, cancelledAt), await TimesOfAsync(session));
    }

    private DateTimeOffset Later()
    {
        engify.Clock.Advance(TimeSpan.FromMinutes(1));
        return engify.Clock.GetUtcNow();
    }

    private async Task<(DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)> TimesOfAsync(Booking session) =>
        TimesOf((await engify.Api.GetAsync($"/bookings/{session.Id}")).ShouldBeOk());

    private static (DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt) TimesOf(Answer booking) =>
        (booking["createdAt"].GetDateTimeOffset(), booking["updatedAt"].GetDateTimeOffset());

    private Task<(DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)> TimesOfAsync(BundlePurchase purchase) =>
        engify.QueryAsync(async db =>
        {
            var found = await db.BundlePurchases.SingleAsync(bundle => bundle.Id == purchase.Id);
            return (found.CreatedAt, found.UpdatedAt);
        });
}
