using Engify.Features.Bookings;
using Engify.Features.Students;
using MediatR;

namespace Engify.Features.GroupSessions.JoinGroupSession;

internal sealed class JoinGroupSessionHandler(Decisions decisions, Caller caller, TimeProvider clock)
    : IRequestHandler<JoinGroupSessionRequest, GroupSessionSeatResponse>
{
    /// <summary>
    /// Takes seat and place together; the last seat makes the session full. If the course, TA or template becomes
    /// inactive concurrently, that takes effect after the join; if the student does, it takes effect before.
    /// </summary>
    internal static readonly Decision<BookingResponse> Join =
        new Decision<BookingResponse>(BookingResponse.Columns, BookingResponse.From)
            .Read("session", SeatRules.Session)
            .Refuse(StudentRules.Exists, unless: "EXISTS (SELECT FROM students WHERE id = @student)")
            .Refuse(StudentRules.IsActive, unless: "EXISTS (SELECT FROM students WHERE id = @student AND is_active)")
            .RefuseUnlessOpen()
            .Refuse(
                GroupSessionRules.IsOffered,
                unless: """
                EXISTS (
                        SELECT FROM session s
                        JOIN group_session_templates t ON t.id = s.group_session_template_id AND t.is_active
                        JOIN courses ON courses.id = s.course_id AND courses.is_active
                        JOIN tas ON tas.id = s.ta_id AND tas.is_active)
                """)
            .Refuse(GroupSessionRules.NotYetJoined, unless: $"NOT {SeatRules.HasJoined}")
            .Refuse(
                BookingRules.StudentIsFree,
                unless: $"""
                EXISTS (
                        SELECT FROM session s
                        WHERE NOT {Calendar.StudentIsBusy("@student", "s.starts_at", "s.ends_at")})
                """)
            .Refuse(GroupSessionRules.HasSeat, unless: "EXISTS (SELECT FROM session WHERE student_count < capacity)")
            .Hold("student", "booking")
            .HoldStudent()
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
            Join, SeatRules.Parameters(request.BookingId, request.StudentId, clock.Now()), cancellationToken);
        return new GroupSessionSeatResponse(true, "Joined the group session", session);
    }
}
