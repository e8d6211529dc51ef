using MediatR;

namespace Engify.Features.Bookings.CancelBooking;

internal sealed class CancelBookingHandler(
    Decisions decisions, Caller caller, TextProtection protection, TimeProvider clock)
    : IRequestHandler<CancelBookingRequest, BookingResponse>
{
    /// <summary>
    /// A student may cancel their own individual booking until it begins; its TA and administrators may cancel any
    /// booking. All its students are free again, and the session goes back to the bundle that paid.
    /// </summary>
    internal static readonly Decision<BookingResponse> Cancel =
        new Decision<BookingResponse>(BookingResponse.Columns, BookingResponse.From)
            .Read("session", "SELECT *, xmin AS version FROM bookings WHERE id = @booking")
            .Refuse(
                AccessRules.Allowed,
                unless: """
                @is_admin OR EXISTS (
                        SELECT FROM session
                        WHERE ta_id = @as_ta OR session_type = 'INDIVIDUAL' AND EXISTS (
                            SELECT FROM booking_students WHERE booking_id = @booking AND student_id = @as_student))
                """)
            .Refuse(BookingRules.Exists, unless: "EXISTS (SELECT FROM session)")
            .Refuse(BookingRules.NotCancelled, unless: "EXISTS (SELECT FROM session WHERE status <> 'CANCELLED')")
            .Refuse(
                BookingRules.NotStarted,
                unless: "@as_student IS NULL OR EXISTS (SELECT FROM session WHERE starts_at > @now)")
            .Hold("booking")
            .HoldBooking("session")
            .Then(
                $"""
                done AS (
                    UPDATE bookings SET
                        status = 'CANCELLED', student_count = 0, cancelled_at = @now, cancelled_by = @by,
                        cancellation_reason = @reason, updated_at = @now
                    FROM verdict WHERE refused IS NULL AND id = @booking
                    RETURNING {BookingResponse.Columns}),
                released AS (
                    UPDATE booking_students SET is_active = false FROM done WHERE booking_id = done.id),
                returned AS (
                    UPDATE bundle_purchases SET remaining_sessions = remaining_sessions + 1, updated_at = @now
                    FROM done
                    WHERE bundle_purchases.id = done.bundle_purchase_id AND remaining_sessions < total_sessions)
                """);

    public async Task<BookingResponse> Handle(CancelBookingRequest request, CancellationToken cancellationToken)
    {
        var cancelled = await decisions.DecideAsync(
            Cancel,
            [
                Typed.Uuid("booking", request.BookingId), Typed.Truth("is_admin", caller.IsAdmin),
                Typed.Uuid("as_ta", caller.Role == AccountRole.Ta ? caller.TaId : null),
                Typed.Uuid("as_student", caller.Role == AccountRole.Student ? caller.StudentId : null),
                Typed.Text("by", caller.Name), Typed.Instant("now", clock.Now()),
                Typed.Bytea("reason", protection.Protect(request.Reason)?.Ciphertext),
            ],
            cancellationToken);
        return cancelled with
        {
            Topic = protection.Reveal(cancelled.ProtectedTopic),
            CancellationReason = request.Reason,
        };
    }
}
