namespace Engify.Features.Bookings.CancelBooking;

/// <summary>A cancellation; may be absent.</summary>
/// <param name="Reason">Why, for the others in the session; up to 1000 characters.</param>
public sealed record CancelBookingBody(string? Reason = null)
{
    internal static CancelBookingBody Example => new("I have caught a cold");
}
