using Microsoft.Extensions.DependencyInjection;

namespace Engify.Features.Bookings.CreateIndividualBooking;

/// <summary>An individual session to book.</summary>
/// <param name="StudentId">Who comes.</param>
/// <param name="CourseId">The course that it is for.</param>
/// <param name="Date">When it starts: in the future.</param>
/// <param name="DurationMinutes">How long it lasts, 15 to 480 minutes.</param>
/// <param name="TaId">
/// The TA; if none is named, the free TA of the course with the fewest booked minutes that week.
/// </param>
/// <param name="BundlePurchaseId">
/// The bundle that pays; if none is named, the student pays the course's price for a single session.
/// </param>
/// <param name="Topic">What the student wants help with; for its TA and administrators.</param>
/// <param name="Override">
/// Whether the rules of the calendar and the limits do not count; for administrators. Nobody is ever in two places.
/// </param>
/// <param name="Reason">Why they do not count; required then.</param>
public sealed record CreateIndividualBookingRequest(
    Guid StudentId,
    Guid CourseId,
    DateTimeOffset Date,
    int DurationMinutes,
    Guid? TaId = null,
    Guid? BundlePurchaseId = null,
    string? Topic = null,
    bool Override = false,
    string? Reason = null)
    : ICommand<BookingResponse>
{
    public AuditedObject? Audited(BookingResponse response)
    {
        var booking = AuditedObject.Of<Booking>(response.Id);
        return Override ? booking with { Details = $"override: {Reason.TidiedOrNull()}" } : booking;
    }

    public void Count(BookingResponse response, IServiceProvider meters) =>
        meters.GetRequiredService<BookingMeter>().Booked(SessionType.Individual, BundlePurchaseId is not null);

    internal static CreateIndividualBookingRequest Example => new(
        ExampleSchool.StudentId, ExampleSchool.CourseId, ExampleSchool.Saturday, 60, ExampleSchool.TaId);
}
