namespace Engify.Features.Bookings.CreateIndividualBooking;

/// <summary>The order in which TAs are chosen for a session for which none is named.</summary>
internal static class TaChoice
{
    /// <summary>
    /// Those of the <paramref name="able"/> TAs of a course who are active and free: fewest booked minutes in the
    /// session's week first, then the one who was booked longest ago.
    /// </summary>
    public static IQueryable<Guid?> FreeTas(
        this EngifyDbContext db, Guid courseId, IReadOnlyList<Guid> able, Period period, Period week)
    {
        var overlapping = db.Bookings.Overlapping(period);
        var booked = db.Bookings.Where(booking => booking.Status != BookingStatus.Cancelled);
        return db.CourseTas
            .Where(teaching => teaching.CourseId == courseId && teaching.Ta.IsActive && able.Contains(teaching.TaId))
            .Select(teaching => (Guid?)teaching.TaId)
            .Where(taId => !overlapping.Any(booking => booking.TaId == taId))
            .OrderBy(taId => booked
                .Where(booking => booking.TaId == taId && booking.StartsAt >= week.Start && booking.StartsAt < week.End)
                .Sum(booking => (booking.EndsAt - booking.StartsAt).TotalMinutes))
            .ThenBy(taId => booked
                .Where(booking => booking.TaId == taId)
                .Max(booking => (DateTimeOffset?)booking.CreatedAt) ?? DateTimeOffset.UnixEpoch)
            .ThenBy(taId => taId);
    }
}
