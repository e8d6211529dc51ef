using Engify.Features.Bookings;
using Engify.Features.Students;
using MediatR;

namespace Engify.Features.GroupSessions.LeaveGroupSession;

internal sealed class LeaveGroupSessionHandler(Decisions decisions, Caller caller, TimeProvider clock)
    : IRequestHandler<LeaveGroupSessionRequest, GroupSessionSeatResponse>
{
    /// <summary>Gives back seat and place together. The place is deleted, so that the student may join again.</summary>
    internal static readonly Decision<BookingResponse> Leave =
        new Decision<BookingResponse>(BookingResponse.Columns, BookingResponse.From)
            .Read("session", SeatRules.Session)
            .Refuse(StudentRules.Exists, unless: "EXISTS (SELECT FROM students WHERE id = @student)")
            .RefuseUnlessOpen()
            .Refuse(GroupSessionRules.HasJoined, unless: SeatRules.HasJoined)
            .Hold("booking")
            .HoldBooking("session")
            .Then(
                $"""
                done AS (
                    UPDATE bookings SET student_count = student_count - 1, status = 'AVAILABLE', updated_at = @now
                    FROM verdict WHERE refused IS NULL AND id = @booking
                    RETURNING {BookingResponse.Columns}),
                gone AS (
                    DELETE FROM booking_students USING done WHERE booking_id = done.id AND student_id = @student)
                """);

    public async Task<GroupSessionSeatResponse> Handle(
        LeaveGroupSessionRequest request, CancellationToken cancellationToken)
    {
        caller.MustBeStudent(request.StudentId);
        var session = await decisions.DecideAsync(
            Leave, SeatRules.Parameters(request.BookingId, request.StudentId, clock.Now()), cancellationToken);
        return new GroupSessionSeatResponse(true, "Left the group session", session);
    }
}
