using Engify.Features.Domain;

namespace Engify.Features.Bookings;

/// <summary>A session that a TA gives: to one student, or to a group.</summary>
/// <param name="Id">Its id.</param>
/// <param name="CourseId">The course that it is for.</param>
/// <param name="TaId">The TA who gives it.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="SessionType">Whether it is for one student or for many.</param>
/// <param name="Date">When it starts.</param>
/// <param name="DurationMinutes">How long it lasts, in minutes.</param>
/// <param name="PricePerStudent">What each student pays; 0 where a bundle paid.</param>
/// <param name="GroupSessionTemplateId">The template of a group session.</param>
/// <param name="BundlePurchaseId">The bundle that paid, if one did.</param>
/// <param name="StudentCount">How many students are in it.</param>
/// <param name="Capacity">How many students it has room for.</param>
/// <param name="CancellationReason">Why it was cancelled, if a reason was given.</param>
/// <param name="CancelledAt">When it was cancelled.</param>
/// <param name="CreatedAt">When it was booked.</param>
/// <param name="UpdatedAt">When it last changed.</param>
public record BookingResponse(
    Guid Id, Guid CourseId, Guid TaId, BookingStatus Status, SessionType SessionType, DateTimeOffset Date,
    int DurationMinutes, decimal PricePerStudent, Guid? GroupSessionTemplateId, Guid? BundlePurchaseId,
    int StudentCount, int Capacity, string? CancellationReason, DateTimeOffset? CancelledAt,
    DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    /// <param name="booking">The session.</param>
    /// <param name="cancellationReason">Why it was cancelled, revealed.</param>
    public static BookingResponse From(Booking booking, string? cancellationReason = null) => new(
        booking.Id, booking.CourseId, booking.TaId, booking.Status, booking.SessionType, booking.StartsAt,
        booking.DurationMinutes, booking.PricePerStudent, booking.GroupSessionTemplateId, booking.BundlePurchaseId,
        booking.StudentCount, booking.Capacity, cancellationReason, booking.CancelledAt,
        booking.CreatedAt, booking.UpdatedAt);
}
