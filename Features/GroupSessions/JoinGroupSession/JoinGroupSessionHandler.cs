using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Engify.Features.Bookings;
using Engify.Features.Domain;
using Engify.Features.Persistence;
using Engify.Features.Pipeline;
using Engify.Features.Pipeline.Auditing;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Engify.Features.GroupSessions.JoinGroupSession;

internal sealed class JoinGroupSessionHandler(
    EngifyDbContext db, Caller caller, AuditedStatement statement, TimeProvider clock)
    : IRequestHandler<JoinGroupSessionRequest, GroupSessionSeatResponse>
{
    public async Task<GroupSessionSeatResponse> Handle(
        JoinGroupSessionRequest request, CancellationToken cancellationToken)
    {
        caller.MustBeStudent(request.StudentId);
        var now = clock.Now();
        var session = await TakeSeatAsync(request, now, cancellationToken)
            ?? await ExplainAsync(request, now, cancellationToken);
        return new GroupSessionSeatResponse(true, "Joined the group session", BookingResponse.From(session));
    }

    /// <summary>
    /// Takes a seat if all the rules hold and nobody else is booking this student: one round trip, and a crowd that
    /// comes too late is kept away from the row lock. A course, TA or template that becomes inactive meanwhile becomes
    /// so after it.
    /// </summary>
    /// <returns>The session with the seat taken; null where something was in the way.</returns>
    private Task<Booking?> TakeSeatAsync(
        JoinGroupSessionRequest request, DateTimeOffset now, CancellationToken cancellationToken) =>
        statement.RunAsync<JoinGroupSessionRequest, Booking>(
            new AuditedObject(AuditedObject.Booking, request.BookingId),
            entry => db.Bookings.FromSql(
                $"""
                WITH joined AS (
                    UPDATE bookings SET
                        student_count = student_count + 1,
                        status = CASE WHEN student_count + 1 = capacity THEN 'FULL' ELSE 'AVAILABLE' END,
                        updated_at = {now}
                    WHERE id = {request.BookingId} AND session_type = 'GROUP' AND status = 'AVAILABLE'
                      AND student_count < capacity AND starts_at > {now}
                      AND EXISTS (
                          SELECT FROM group_session_templates template, tas, courses
                          WHERE template.id = bookings.group_session_template_id AND template.is_active
                            AND tas.id = bookings.ta_id AND tas.is_active
                            AND courses.id = bookings.course_id AND courses.is_active)
                      AND EXISTS (SELECT FROM students WHERE id = {request.StudentId})
                      AND pg_try_advisory_xact_lock({Locks.Key(request.StudentId)})
                      AND NOT EXISTS (
                          SELECT FROM booking_students place
                          WHERE place.student_id = {request.StudentId} AND place.is_active
                            AND place.starts_at < bookings.ends_at AND place.ends_at > bookings.starts_at
                            AND place.starts_at > bookings.starts_at - {Periods.LongestSession})
                    RETURNING *),
                admitted AS (
                    INSERT INTO booking_students (booking_id, student_id, joined_at, starts_at, ends_at, is_active)
                    SELECT id, {request.StudentId}, {now}, starts_at, ends_at, true FROM joined),
                audited AS (
                    INSERT INTO audit_entries
                    SELECT entry.* FROM joined, jsonb_populate_record(NULL::audit_entries, {entry}::jsonb) entry)
                SELECT * FROM joined
                """),
            cancellationToken);

    /// <summary>
    /// Refuses by the first rule that does not hold. If all hold, waits for whoever was in the way, and keeps everybody
    /// from getting there again: what holds then cannot cease to, since others can only make the student freer.
    /// </summary>
    private async Task<Booking> ExplainAsync(
        JoinGroupSessionRequest request, DateTimeOffset now, CancellationToken cancellationToken)
    {
        Check(await LookAsync(request, cancellationToken), now);
        await db.EnsureTransactionAsync(cancellationToken);
        await db.LockStudentAsync(request.StudentId, cancellationToken);
        await db.LockBookingAsync(request.BookingId, cancellationToken);
        Check(await LookAsync(request, cancellationToken), now);
        return await TakeSeatAsync(request, now, cancellationToken)
            ?? throw new UnreachableException("All rules hold, but there was no seat.");
    }

    private static void Check([NotNull] JoinFacts? facts, DateTimeOffset now)
    {
        StudentRules.Exists.Check(facts is not null);
        BookingRules.Exists.Check(facts.Session is not null);
        facts.Session.CheckOpen(now);
        GroupSessionRules.IsOffered.Check(facts.IsOffered);
        GroupSessionRules.NotYetJoined.Check(!facts.HasJoined);
        BookingRules.StudentIsFree.Check(!facts.StudentIsBusy);
        GroupSessionRules.HasSeat.Check(facts.Session.StudentCount < facts.Session.Capacity);
    }

    private Task<JoinFacts?> LookAsync(JoinGroupSessionRequest request, CancellationToken cancellationToken) =>
        Facts(db, request.StudentId, request.BookingId, cancellationToken);

    private static readonly Func<EngifyDbContext, Guid, Guid, CancellationToken, Task<JoinFacts?>> Facts =
        EF.CompileAsyncQuery((EngifyDbContext db, Guid studentId, Guid bookingId, CancellationToken cancellation) =>
            (from student in db.Students
             where student.Id == studentId
             from session in db.Bookings.Where(booking => booking.Id == bookingId).DefaultIfEmpty()
             select new JoinFacts(
                 session,
                 db.GroupSessionTemplates.Any(template => template.Id == session.GroupSessionTemplateId
                     && template.IsActive && session.Ta.IsActive && session.Course.IsActive),
                 db.BookingStudents.Any(
                     place => place.BookingId == bookingId && place.StudentId == studentId && place.IsActive),
                 db.BookingStudents.Any(place => place.StudentId == studentId && place.IsActive
                     && place.StartsAt < session.EndsAt && place.EndsAt > session.StartsAt
                     && place.StartsAt > session.StartsAt - Periods.LongestSession)))
            .SingleOrDefault());

    /// <summary>What the rules need to know of a student who exists, read in one go.</summary>
    /// <param name="Session">The session, if there is such a one.</param>
    /// <param name="IsOffered">Whether its course, its TA and its template are active.</param>
    /// <param name="HasJoined">Whether the student is in it.</param>
    /// <param name="StudentIsBusy">Whether the student has this or another session then.</param>
    private sealed record JoinFacts(Booking? Session, bool IsOffered, bool HasJoined, bool StudentIsBusy);
}
