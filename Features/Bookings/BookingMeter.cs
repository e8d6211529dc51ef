using System.Diagnostics.Metrics;

namespace Engify.Features.Bookings;

/// <summary>Counts bookings.</summary>
public sealed class BookingMeter(IMeterFactory meters)
{
    private readonly Counter<long> created = meters.Create(Telemetry.Name).CreateCounter<long>(
        "engify.bookings.created", "{booking}", "Individual sessions booked, and seats taken in group sessions.");

    private readonly Counter<long> cancelled = meters.Create(Telemetry.Name).CreateCounter<long>(
        "engify.bookings.cancelled", "{booking}", "Bookings cancelled.");

    /// <param name="type">Of what kind the session is.</param>
    /// <param name="isFromBundle">Whether a bundle paid.</param>
    public void Booked(SessionType type, bool isFromBundle)
    {
        if (created.Enabled)
        {
            created.Add(
                1,
                new("engify.session.type", type == SessionType.Group ? "group" : "individual"),
                new("engify.payment", isFromBundle ? "bundle" : "single"));
        }
    }

    public void Cancelled() => cancelled.Add(1);
}
