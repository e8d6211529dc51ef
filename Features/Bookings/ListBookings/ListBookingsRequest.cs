namespace Engify.Features.Bookings.ListBookings;

/// <param name="Q">
/// A part of a student's name or email, the TA's name, or the course's code or name, whatever the case; null for any.
/// </param>
/// <param name="CourseId">The course; null for any.</param>
/// <param name="TaId">The TA; null for any.</param>
/// <param name="StudentId">A student in it; null for any.</param>
/// <param name="Filter">Which of those to return.</param>
public sealed record ListBookingsRequest(string? Q, Guid? CourseId, Guid? TaId, Guid? StudentId, BookingFilter Filter)
    : IQuery<Page<BookingDetailsResponse>>;
