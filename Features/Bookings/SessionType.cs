namespace Engify.Features.Bookings;

/// <summary>Whether a session is for one student or for many.</summary>
public enum SessionType
{
    /// <summary>One student, one TA.</summary>
    Individual,

    /// <summary>Up to <see cref="Booking.Capacity"/> students, from a template.</summary>
    Group,
}
