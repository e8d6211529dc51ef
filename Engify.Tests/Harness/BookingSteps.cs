using Engify.Features.Bookings;
using Engify.Features.Bundles;
using Engify.Features.Courses;
using Engify.Features.Students;
using Engify.Features.Tas;

namespace Engify.Tests.Harness;

/// <summary>The steps that tests about bookings share.</summary>
public static class BookingSteps
{
    public const string IndividualPath = "/bookings/individual";

    /// <summary>Books an individual session, as its student.</summary>
    public static Task<Answer> BookAsync(
        this ApiClient api, Student student, Course course, Ta? ta = null, DateTimeOffset? date = null,
        int minutes = 60, BundlePurchase? bundle = null) =>
        api.PostAsync(
            IndividualPath, School.Individual(student, course, ta, date, minutes, bundle), As.Student(student.Id));

    public static Task<Answer> CancelAsync(
        this ApiClient api, Guid bookingId, string by = As.Admin, string? reason = null) =>
        api.PatchAsync($"/bookings/{bookingId}/cancel", reason is null ? null : new { reason }, by);

    public static Task<Answer> JoinAsync(this ApiClient api, Booking session, Student student) =>
        api.PostAsync($"/group-sessions/{session.Id}/join", new { studentId = student.Id }, As.Student(student.Id));

    /// <summary>
    /// A booking as it may stand in the database already: long begun, longer than a request can ask for.
    /// </summary>
    public static Task<Booking> AddBookingAsync(
        this School school, Student student, Course course, Ta ta, DateTimeOffset start, int minutes = 60,
        bool cancelled = false)
    {
        var bookedAt = start.AddDays(-1);
        var booking = Booking.Reserve(student.Id, course.Id, ta.Id, Period.From(start, minutes), 30m, null, bookedAt);
        if (cancelled)
            booking.Cancel("admin", null, bookedAt);
        return school.AddAsync(booking);
    }
}
