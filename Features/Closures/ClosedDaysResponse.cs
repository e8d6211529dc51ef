using Engify.Features.Bookings;

namespace Engify.Features.Closures;

/// <summary>A closure, and what it did to the calendar.</summary>
/// <param name="Closure">The closure.</param>
/// <param name="Removed">
/// How many group sessions that nobody has joined were taken off the calendar.
/// </param>
/// <param name="Affected">The booked sessions of those days that are not over, by date; they stay as they are.</param>
public sealed record ClosedDaysResponse(
    ClosureResponse Closure, int Removed, IReadOnlyList<BookingDetailsResponse> Affected)
{
    internal static ClosedDaysResponse Example => new(ClosureResponse.Example, 2, [BookingDetailsResponse.Example]);
}
