using Engify.Features.Domain;
using Engify.Features.Persistence;
using Engify.Features.Pipeline;
using Engify.Features.Pipeline.Auditing;
using Engify.Features.Pipeline.Protection;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Engify.Features.Bookings.CancelBooking;

internal sealed class CancelBookingHandler(
    EngifyDbContext db, Caller caller, TextProtection protection, AuditedStatement statement, TimeProvider clock)
    : IRequestHandler<CancelBookingRequest, BookingResponse>
{
    public async Task<BookingResponse> Handle(CancelBookingRequest request, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var reason = protection.Protect(request.Reason);
        var booking = await CancelIndividualAsync(request.BookingId, reason, now, cancellationToken)
            ?? await CancelAnyAsync(request.BookingId, reason, now, cancellationToken);
        return BookingResponse.From(booking, request.Reason);
    }

    /// <summary>
    /// Cancels an individual booking if all the rules hold, in one round trip: exactly one of several cancellations finds
    /// it not cancelled yet. Nobody joins an individual session, so its student is known.
    /// </summary>
    /// <returns>The booking, cancelled; null where something was in the way, or it is a group session.</returns>
    private Task<Booking?> CancelIndividualAsync(
        Guid bookingId, ProtectedText? reason, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var alsoOnceBegun = AlsoOnceBegun;
        var taId = caller.Role == AccountRole.Ta ? caller.TaId : null;
        var studentId = caller.Role == AccountRole.Student ? caller.StudentId : null;
        return statement.RunAsync<CancelBookingRequest, Booking>(
            new AuditedObject(AuditedObject.Booking, bookingId),
            entry => db.Bookings.FromStatement(
                $"""
                WITH cancelled AS (
                    UPDATE bookings SET
                        status = 'CANCELLED', student_count = 0, cancelled_at = {now}, cancelled_by = {caller.Name},
                        cancellation_reason = {Typed.Bytea(reason?.Ciphertext)}, updated_at = {now}
                    WHERE id = {bookingId} AND session_type = 'INDIVIDUAL' AND status <> 'CANCELLED'
                      AND ({alsoOnceBegun} OR starts_at > {now})
                      AND ({caller.IsAdmin} OR ta_id = {Typed.Uuid(taId)} OR {Typed.Uuid(studentId)} = (
                          SELECT student_id FROM booking_students WHERE booking_id = bookings.id LIMIT 1))
                    RETURNING {Columns.Of<Booking>()}),
                released AS (
                    UPDATE booking_students SET is_active = false FROM cancelled WHERE booking_id = cancelled.id),
                returned AS (
                    UPDATE bundle_purchases SET remaining_sessions = remaining_sessions + 1, updated_at = {now}
                    FROM cancelled
                    WHERE bundle_purchases.id = cancelled.bundle_purchase_id AND remaining_sessions < total_sessions),
                audited AS (
                    INSERT INTO audit_entries ({Columns.Of<AuditEntry>()})
                    SELECT {Columns.Of<AuditEntry>()} FROM jsonb_populate_record(NULL::audit_entries, {entry}::jsonb)
                    WHERE EXISTS (SELECT FROM cancelled))
                SELECT {Columns.Of<Booking>()} FROM cancelled
                """),
            cancellationToken);
    }

    /// <summary>Refuses by the first rule that does not hold, or calls the session off with all its students.</summary>
    private async Task<Booking> CancelAnyAsync(
        Guid bookingId, ProtectedText? reason, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await db.EnsureTransactionAsync(cancellationToken);
        var booking = await LoadAsync(bookingId, cancellationToken);
        AccessRules.Allowed.Check(caller.IsAdmin || (booking is not null && MayCancel(booking)));
        BookingRules.Exists.Check(booking is not null);

        booking.Cancel(caller.Name, AlsoOnceBegun, reason, now);
        if (booking.BundlePurchaseId is { } bundleId)
            await ReturnSessionAsync(bundleId, now, cancellationToken);
        return booking;
    }

    private bool AlsoOnceBegun => caller.Role != AccountRole.Student;

    /// <summary>
    /// The row lock lets one of several cancellations through and holds off those who would join meanwhile; who came
    /// while we waited for it is seen only by asking again. Nobody joins an individual session.
    /// </summary>
    private async Task<Booking?> LoadAsync(Guid bookingId, CancellationToken cancellationToken)
    {
        var found = await db.WaitAsync(LockTarget.Booking, () => db.Bookings
            .FromStatement($"SELECT {Columns.Of<Booking>()} FROM bookings WHERE id = {bookingId} FOR NO KEY UPDATE")
            .AsTracking()
            .Select(booking => new
            {
                Booking = booking,
                Student = booking.Students.SingleOrDefault(place => booking.SessionType == SessionType.Individual),
            })
            .SingleOrDefaultAsync(cancellationToken));
        if (found is { Booking.IsGroup: true })
            await db.Entry(found.Booking).Collection(session => session.Students).LoadAsync(cancellationToken);
        return found?.Booking;
    }

    private bool MayCancel(Booking booking) =>
        caller.IsTa(booking.TaId)
        || (!booking.IsGroup && booking.Students.Any(place => caller.IsStudent(place.StudentId)));

    private Task ReturnSessionAsync(Guid bundleId, DateTimeOffset now, CancellationToken cancellationToken) =>
        db.BundlePurchases
            .Where(bundle => bundle.Id == bundleId && bundle.RemainingSessions < bundle.TotalSessions)
            .ExecuteUpdateAsync(
                set => set
                    .SetProperty(bundle => bundle.RemainingSessions, bundle => bundle.RemainingSessions + 1)
                    .SetProperty(bundle => bundle.UpdatedAt, now),
                cancellationToken);
}
