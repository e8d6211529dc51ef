using Engify.Features.Students;

namespace Engify.Features.Bookings;

/// <summary>
/// A student's place in a session. Leaving a group session removes it; cancelling the session releases it.
/// </summary>
public sealed class BookingStudent
{
    private BookingStudent()
    {
    }

    public Guid BookingId { get; private set; }

    public Guid StudentId { get; private set; }

    public DateTimeOffset JoinedAt { get; private set; }

    /// <summary>
    /// The session's start, kept equal by a composite foreign key: what the overlap constraint reads.
    /// </summary>
    public DateTimeOffset StartsAt { get; private set; }

    /// <summary>The session's end, kept equal by a composite foreign key: what the overlap constraint reads.</summary>
    public DateTimeOffset EndsAt { get; private set; }

    /// <summary>False once the session is cancelled: the student is free again.</summary>
    public bool IsActive { get; private set; }

    public Student Student { get; private set; } = null!;

    internal static BookingStudent In(Booking booking, Guid studentId, DateTimeOffset now) => new()
    {
        BookingId = booking.Id,
        StudentId = studentId,
        JoinedAt = now,
        StartsAt = booking.StartsAt,
        EndsAt = booking.EndsAt,
        IsActive = true,
    };

    internal void Release() => IsActive = false;
}
