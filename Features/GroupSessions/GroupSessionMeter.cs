using System.Diagnostics.Metrics;
using Engify.Features.Bookings;

namespace Engify.Features.GroupSessions;

/// <summary>
/// Counts seats. How many are left in all is for the database to say; each instance would say the same of it, and ask
/// for it each time. What is counted here is how many the last student to join left behind.
/// </summary>
public sealed class GroupSessionMeter(IMeterFactory meters, BookingMeter bookings)
{
    private readonly Histogram<int> seatsLeft = meters.Create(Telemetry.Name).CreateHistogram(
        "engify.group_session.seats_left", "{seat}",
        "How many seats were left in a group session after somebody joined.",
        advice: new InstrumentAdvice<int> { HistogramBucketBoundaries = [0, 1, 2, 5, 10, 20, 50] });

    /// <param name="left">How many seats are left.</param>
    public void Joined(int left)
    {
        bookings.Booked(SessionType.Group, isFromBundle: false);
        seatsLeft.Record(left);
    }
}
