using Engify.Features.Bookings;

namespace Engify.Features.GroupSessions;

/// <summary>A seat in a group session was taken or given back.</summary>
/// <param name="Success">Always true; a failure answers with a problem instead.</param>
/// <param name="Message">What was done, for people.</param>
/// <param name="Booking">The group session as it is now.</param>
public sealed record GroupSessionSeatResponse(bool Success, string Message, BookingResponse Booking)
{
    internal static GroupSessionSeatResponse Example =>
        new(true, "Joined the group session", BookingResponse.ExampleOfGroup);
}
