using Microsoft.EntityFrameworkCore;

namespace Engify.Features.Bookings;

/// <summary>The sessions that a change of the calendar leaves where nobody can hold them.</summary>
internal static class AffectedBookings
{
    /// <summary>Those of these sessions that overlap the period and are not over, by date.</summary>
    public static Task<List<BookingDetailsResponse>> ListAffectedAsync(
        this IQueryable<Booking> bookings, Period period, DateTimeOffset now, TextProtection protection,
        CancellationToken cancellationToken) =>
        bookings.Overlapping(period)
            .Where(booking => booking.EndsAt > now)
            .OrderBy(booking => booking.StartsAt).ThenBy(booking => booking.Id)
            .ToDetails(withStudents: true, withGpa: true, protection)
            .ToListAsync(cancellationToken);
}
