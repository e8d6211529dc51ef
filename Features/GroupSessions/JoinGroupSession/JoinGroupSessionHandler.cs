using Engify.Features.Availability;
using Engify.Features.Bookings;
using Engify.Features.Institution;
using Engify.Features.Students;
using Engify.Features.Terms;
using MediatR;
using Microsoft.Extensions.Options;

namespace Engify.Features.GroupSessions.JoinGroupSession;

internal sealed class JoinGroupSessionHandler(
    Decisions decisions, Caller caller, TimeProvider clock, IOptions<InstitutionOptions> institution)
    : IRequestHandler<JoinGroupSessionRequest, GroupSessionSeatResponse>
{
    private const string Offer =
        """
        SELECT FROM bookings
                    JOIN group_session_templates t ON t.id = group_session_template_id AND t.is_active
                    JOIN courses c ON c.id = bookings.course_id AND c.is_active
                    JOIN tas ON tas.id = bookings.ta_id AND tas.is_active
                    WHERE bookings.id = @booking
        """;

    /// <summary>Takes seat and place together; the last seat makes the session full.</summary>
    internal static readonly Decision<BookingResponse> Join =
        new Decision<BookingResponse>(BookingResponse.Columns, BookingResponse.From)
            .Read("session", SeatRules.Session)
            .Refuse(StudentRules.Exists, unless: "EXISTS (SELECT FROM students WHERE id = @student)")
            .Refuse(StudentRules.IsActive, unless: "EXISTS (SELECT FROM students WHERE id = @student AND is_active)")
            .RefuseUnlessOpen()
            .Refuse(GroupSessionRules.IsOffered, unless: $"EXISTS (\n            {Offer})")
            .Refuse(
                TermRules.IsOpen, unless: $"EXISTS (SELECT FROM session s WHERE {OpenTerms.Have("s.starts_at")})")
            .Refuse(GroupSessionRules.NotYetJoined, unless: $"NOT {SeatRules.HasJoined}")
            .Refuse(
                BookingRules.StudentIsFree,
                unless: $"""
                EXISTS (
                        SELECT FROM session s
                        WHERE NOT {Calendar.StudentIsBusy("@student", "s.starts_at", "s.ends_at")})
                """)
            .Refuse(
                SlotRules.StudentHasTimeLeft,
                unless: $"""
                EXISTS (
                        SELECT FROM session s
                        WHERE {Limits.StudentHasTimeLeft("s.course_id", "s.starts_at", "s.ends_at")})
                """)
            .Refuse(GroupSessionRules.HasSeat, unless: "EXISTS (SELECT FROM session WHERE student_count < capacity)")
            .Hold("student", "booking")
            .HoldRows(ActiveStudent.Held)
            // The template before the booking, as a change of the template has it.
            .HoldRows($"{Offer} FOR KEY SHARE OF t, c, tas")
            .HoldBooking("session")
            .Then(
                $"""
                done AS (
                    UPDATE bookings SET
                        student_count = student_count + 1,
                        status = CASE WHEN student_count + 1 = capacity THEN 'FULL' ELSE 'AVAILABLE' END,
                        updated_at = @now
                    FROM verdict WHERE refused IS NULL AND id = @booking
                    RETURNING {BookingResponse.Columns}),
                placed AS (
                    INSERT INTO booking_students (booking_id, student_id, joined_at, starts_at, ends_at, is_active)
                    SELECT id, @student, @now, starts_at, ends_at, true FROM done)
                """);

    public async Task<GroupSessionSeatResponse> Handle(
        JoinGroupSessionRequest request, CancellationToken cancellationToken)
    {
        caller.MustBeStudent(request.StudentId);
        var session = await decisions.DecideAsync(
            Join,
            [
                .. SeatRules.Parameters(request.BookingId, request.StudentId, clock.Now()),
                Typed.Text("zone", institution.Value.TimeZone),
            ],
            cancellationToken);
        return new GroupSessionSeatResponse(true, "Joined the group session", session);
    }
}
