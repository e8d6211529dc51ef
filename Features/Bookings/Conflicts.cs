using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;

namespace Engify.Features.Bookings;

/// <summary>The sessions that somebody has booked and a change leaves without what they need.</summary>
internal static class Conflicts
{
    /// <summary>Those of these sessions that are to come and have students, by date.</summary>
    public static Task<List<ConflictResponse>> ListConflictsAsync(
        this EngifyDbContext db, Expression<Func<Booking, bool>> of, ConflictReason reason, DateTimeOffset now,
        CancellationToken cancellationToken) => db.Bookings
        .Where(of)
        .Where(booking => booking.StartsAt > now && booking.Status != BookingStatus.Cancelled
            && booking.StudentCount > 0)
        .OrderBy(booking => booking.StartsAt).ThenBy(booking => booking.Id)
        .Select(booking => new ConflictResponse(booking.Id, booking.StartsAt, reason))
        .ToListAsync(cancellationToken);
}
