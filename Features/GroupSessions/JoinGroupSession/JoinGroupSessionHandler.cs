using System.Diagnostics.CodeAnalysis;
using Engify.Features.Bookings;
using Engify.Features.Domain;
using Engify.Features.Persistence;
using Engify.Features.Pipeline;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Engify.Features.GroupSessions.JoinGroupSession;

internal sealed class JoinGroupSessionHandler(EngifyDbContext db, Caller caller, TimeProvider clock)
    : IRequestHandler<JoinGroupSessionRequest, GroupSessionSeatResponse>
{
    public async Task<GroupSessionSeatResponse> Handle(
        JoinGroupSessionRequest request, CancellationToken cancellationToken)
    {
        caller.MustBeStudent(request.StudentId);
        var now = clock.Now();
        var facts = await LookAsync(request, cancellationToken);
        Check(facts, now);
        if (!facts.StudentIsHeld)
        {
            await db.LockStudentAsync(request.StudentId, cancellationToken);
            facts = await LookAsync(request, cancellationToken);
            Check(facts, now);
        }

        var session = await TakeSeatAsync(request.BookingId, now, cancellationToken);
        db.Add(session.Admit(request.StudentId, now));
        return new GroupSessionSeatResponse(true, "Joined the group session", BookingResponse.From(session));
    }

    /// <summary>Refusing whom we can already see is too late keeps the crowd away from the row lock.</summary>
    private static void Check([NotNull] JoinFacts? facts, DateTimeOffset now)
    {
        StudentRules.Exists.Check(facts is not null);
        BookingRules.Exists.Check(facts.Session is not null);
        facts.Session.CheckOpen(now);
        GroupSessionRules.NotYetJoined.Check(!facts.HasJoined);
        BookingRules.StudentIsFree.Check(!facts.StudentIsBusy);
        GroupSessionRules.HasSeat.Check(facts.Session.StudentCount < facts.Session.Capacity);
    }

    private async Task<Booking> TakeSeatAsync(Guid bookingId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var taken = await db.Bookings
            .FromSql(
                $"""
                UPDATE bookings SET
                    student_count = student_count + 1,
                    status = CASE WHEN student_count + 1 = capacity THEN 'FULL' ELSE 'AVAILABLE' END,
                    updated_at = {now}
                WHERE id = {bookingId} AND status = 'AVAILABLE' AND student_count < capacity
                RETURNING *
                """)
            .ToListAsync(cancellationToken);
        if (taken is [var session])
            return session;

        (await db.Bookings.SingleAsync(booking => booking.Id == bookingId, cancellationToken)).CheckOpen(now);
        throw new RuleViolationException(GroupSessionRules.HasSeat);
    }

    private Task<JoinFacts?> LookAsync(JoinGroupSessionRequest request, CancellationToken cancellationToken) =>
        Facts(db, request.StudentId, request.BookingId, Locks.Key(request.StudentId), cancellationToken);

    private static readonly Func<EngifyDbContext, Guid, Guid, long, CancellationToken, Task<JoinFacts?>> Facts =
        EF.CompileAsyncQuery((
            EngifyDbContext db, Guid studentId, Guid bookingId, long studentKey, CancellationToken cancellationToken) =>
            (from student in db.Students
             where student.Id == studentId
             from session in db.Bookings.Where(booking => booking.Id == bookingId).DefaultIfEmpty()
             select new JoinFacts(
                 Locks.TryHold(studentKey),
                 session,
                 db.BookingStudents.Any(
                     place => place.BookingId == bookingId && place.StudentId == studentId && place.IsActive),
                 db.BookingStudents.Any(place => place.StudentId == studentId && place.IsActive
                     && place.StartsAt < session.EndsAt && place.EndsAt > session.StartsAt
                     && place.StartsAt > session.StartsAt - Periods.LongestSession)))
            .SingleOrDefault());

    /// <summary>What the rules need to know of a student who exists, read in one go.</summary>
    /// <param name="StudentIsHeld">Whether nobody else can book this student until we are done.</param>
    /// <param name="Session">The session, if there is such a one.</param>
    /// <param name="HasJoined">Whether the student is in it.</param>
    /// <param name="StudentIsBusy">Whether the student has this or another session then.</param>
    private sealed record JoinFacts(bool StudentIsHeld, Booking? Session, bool HasJoined, bool StudentIsBusy);
}
