using Engify.Features.Bookings;
using Npgsql;

namespace Engify.Features.GroupSessions;

/// <summary>The rules that joining and leaving a group session share.</summary>
internal static class SeatRules
{
    /// <summary>The session, as <c>session</c>.</summary>
    public const string Session = "SELECT *, xmin AS version FROM bookings WHERE id = @booking";

    /// <summary>Whether the student has a place in it.</summary>
    public const string HasJoined =
        "EXISTS (SELECT FROM booking_students WHERE booking_id = @booking AND student_id = @student AND is_active)";

    /// <summary>Students may join and leave until it begins.</summary>
    public static Decision<T> RefuseUnlessOpen<T>(this Decision<T> decision) => decision
        .Refuse(BookingRules.Exists, unless: "EXISTS (SELECT FROM session)")
        .Refuse(
            GroupSessionRules.IsGroupSession,
            unless: "EXISTS (SELECT FROM session WHERE session_type = 'GROUP' "
                + "AND group_session_template_id IS NOT NULL)")
        .Refuse(
            GroupSessionRules.IsOpen,
            unless: "EXISTS (SELECT FROM session WHERE status <> 'CANCELLED' AND starts_at > @now)");

    public static NpgsqlParameter[] Parameters(Guid bookingId, Guid studentId, DateTimeOffset now) =>
        [Typed.Uuid("booking", bookingId), Typed.Uuid("student", studentId), Typed.Instant("now", now)];
}
