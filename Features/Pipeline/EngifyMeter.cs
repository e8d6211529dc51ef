using System.Diagnostics.Metrics;
using Engify.Features.Bookings;

namespace Engify.Features.Pipeline;

/// <summary>
/// Counts what Engify is for. How many seats are left in all is for the database to say; each instance would say the same
/// of it, and ask for it each time. What is counted here is how many the last student to join left behind.
/// </summary>
public sealed class EngifyMeter(IMeterFactory meters)
{
    private readonly Counter<long> bookings = meters.Create(DatabaseMeter.Name).CreateCounter<long>(
        "engify.bookings.created", "{booking}", "Individual sessions booked, and seats taken in group sessions.");

    private readonly Counter<long> cancellations = meters.Create(DatabaseMeter.Name).CreateCounter<long>(
        "engify.bookings.cancelled", "{booking}", "Bookings cancelled.");

    private readonly Counter<long> bundles = meters.Create(DatabaseMeter.Name).CreateCounter<long>(
        "engify.bundles.purchased", "{purchase}", "Bundles bought.");

    private readonly Histogram<int> seatsLeft = meters.Create(DatabaseMeter.Name).CreateHistogram(
        "engify.group_session.seats_left", "{seat}", "How many seats were left in a group session after somebody joined.",
        advice: new InstrumentAdvice<int> { HistogramBucketBoundaries = [0, 1, 2, 5, 10, 20, 50] });

    private readonly Counter<long> refusals = meters.Create(DatabaseMeter.Name).CreateCounter<long>(
        "engify.refusals", "{refusal}", "Requests that were answered with a problem, by its code.");

    private readonly Counter<long> replays = meters.Create(DatabaseMeter.Name).CreateCounter<long>(
        "engify.idempotency.replays", "{request}", "Repeated requests that were answered with their first answer.");

    /// <param name="fromBundle">Whether a bundle paid.</param>
    public void Booked(bool fromBundle) => Booked(SessionType.Individual, fromBundle ? "bundle" : "single");

    /// <param name="left">How many seats are left.</param>
    public void Joined(int left)
    {
        Booked(SessionType.Group, "single");
        seatsLeft.Record(left);
    }

    public void Cancelled() => cancellations.Add(1);

    public void Purchased() => bundles.Add(1);

    /// <param name="code">The problem's code.</param>
    public void Refused(string code) => refusals.Add(1, new KeyValuePair<string, object?>("error.type", code));

    public void Replayed() => replays.Add(1);

    private void Booked(SessionType type, string payment)
    {
        if (bookings.Enabled)
        {
            bookings.Add(
                1,
                new("engify.session.type", type == SessionType.Group ? "group" : "individual"),
                new("engify.payment", payment));
        }
    }
}
