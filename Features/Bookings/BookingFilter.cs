using Microsoft.EntityFrameworkCore;

namespace Engify.Features.Bookings;

/// <summary>Which bookings of a list to return.</summary>
/// <param name="From">Only those that start then or later.</param>
/// <param name="To">Only those that start before.</param>
/// <param name="Status">Only those that stand so.</param>
/// <param name="Limit">The most rows to return.</param>
/// <param name="Cursor">The last row of the page before, by date.</param>
public sealed record BookingFilter(
    DateTimeOffset? From, DateTimeOffset? To, BookingStatus? Status, int Limit, Cursor<DateTimeOffset>? Cursor)
{
    /// <summary>The page of <paramref name="bookings"/> that this filter asks for, latest first.</summary>
    internal async Task<Page<BookingDetailsResponse>> ListAsync(
        IQueryable<Booking> bookings, TextProtection protection, CancellationToken cancellationToken)
    {
        var rows = await Of(bookings).ToDetails(withStudents: true, withGpa: true, protection)
            .ToListAsync(cancellationToken);
        return PageOf(rows);
    }

    /// <summary>Those of <paramref name="bookings"/> that a page shows, and one row more.</summary>
    internal IQueryable<Booking> Of(IQueryable<Booking> bookings)
    {
        if (From is { } from)
            bookings = bookings.Where(booking => booking.StartsAt >= from);
        if (To is { } to)
            bookings = bookings.Where(booking => booking.StartsAt < to);
        if (Status is { } status)
            bookings = bookings.Where(booking => booking.Status == status);
        if (Cursor is { } last)
        {
            bookings = bookings.Where(booking => EF.Functions.LessThan(
                ValueTuple.Create(booking.StartsAt, booking.Id), ValueTuple.Create(last.Key, last.Id)));
        }

        return bookings
            .OrderByDescending(booking => booking.StartsAt).ThenByDescending(booking => booking.Id)
            .Take(Limit + 1);
    }

    /// <summary>
    /// Makes a page of these <paramref name="rows"/>; the query asked for one row more than a page holds.
    /// </summary>
    internal Page<T> PageOf<T>(List<T> rows)
        where T : BookingResponse =>
        Page.Of(rows, Limit, booking => new Cursor<DateTimeOffset>(booking.Date, booking.Id));
}
