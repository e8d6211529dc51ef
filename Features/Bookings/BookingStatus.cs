namespace Engify.Features.Bookings;

/// <summary>Where a booking stands.</summary>
public enum BookingStatus
{
    /// <summary>Asked for, not yet confirmed.</summary>
    Requested,

    /// <summary>An individual session that will take place.</summary>
    Booked,

    /// <summary>A group session with seats left.</summary>
    Available,

    /// <summary>A group session without a seat left.</summary>
    Full,

    /// <summary>Will not take place.</summary>
    Cancelled,
}
