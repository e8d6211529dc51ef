using Engify.Features.Tas;

namespace Engify.Features.Bookings;

/// <summary>The overlap of <see cref="Period.Overlaps"/>, for queries.</summary>
internal static class Periods
{
    // Individual sessions are shorter than a day, and group sessions end on the day they begin, so every session that
    // overlaps began less than a day before. Without this bound, PostgreSQL would read an index on the start from its
    // beginning.
    public static readonly TimeSpan LongestSession = TimeSpan.FromDays(1);

    /// <summary>The longest session with the longest break.</summary>
    public static readonly TimeSpan LongestBlock = LongestSession + TimeSpan.FromMinutes(Ta.MaxBreakMinutes);

    public static IQueryable<Booking> Overlapping(this IQueryable<Booking> bookings, Period period)
    {
        var (start, end, earliest) = (period.Start, period.End, period.Start - LongestSession);
        return bookings.Where(booking =>
            booking.Status != BookingStatus.Cancelled
            && booking.StartsAt < end && booking.EndsAt > start && booking.StartsAt > earliest);
    }
}
