using Engify.Features.Students;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Engify.Features.Bookings.ListStudentBookings;

internal sealed class ListStudentBookingsHandler(
    EngifyDbContext db, TeachingDirectory directory, Caller caller, TextProtection protection)
    : IRequestHandler<ListStudentBookingsRequest, Page<BookingDetailsResponse>>
{
    public async Task<Page<BookingDetailsResponse>> Handle(
        ListStudentBookingsRequest request, CancellationToken cancellationToken)
    {
        caller.MustBeStudent(request.StudentId);
        var page = caller.IsAdmin
            ? await ListWithStudentsAsync(request, cancellationToken)
            : await ListOwnAsync(request, cancellationToken);

        // A student with bookings exists; skip the lookup.
        StudentRules.Exists.Check(page.Items.Count > 0
            || await db.Students.AnyAsync(student => student.Id == request.StudentId, cancellationToken));
        return page;
    }

    private Task<Page<BookingDetailsResponse>> ListWithStudentsAsync(
        ListStudentBookingsRequest request, CancellationToken cancellationToken) =>
        request.Filter.ListAsync(
            db.BookingStudents
                .Where(place => place.StudentId == request.StudentId)
                .Join(db.Bookings, place => place.BookingId, booking => booking.Id, (_, booking) => booking),
            protection, cancellationToken);

    private async Task<Page<BookingDetailsResponse>> ListOwnAsync(
        ListStudentBookingsRequest request, CancellationToken cancellationToken)
    {
        var filter = request.Filter;
        var before = filter.Cursor ?? new Cursor<DateTimeOffset>(DateTimeOffset.MaxValue, Guid.AllBitsSet);
        var rows = await OwnBookings(
            db, protection, request.StudentId, filter.From ?? DateTimeOffset.MinValue,
            filter.To ?? DateTimeOffset.MaxValue,
            filter.Status, before.Key, before.Id, filter.Limit + 1).ToListAsync(cancellationToken);
        var page = filter.PageOf(rows);
        var teaching = await directory.FindAsync(page.Items, cancellationToken);
        return page.Select(booking => new BookingDetailsResponse(
            booking, teaching.Courses[booking.CourseId], teaching.Tas[booking.TaId], students: null));
    }

    // Students ask for this most. A compiled query that reads in the order of the index on places costs a fifth less
    // than the filter that all lists share.
    private static readonly Func<
        EngifyDbContext, TextProtection, Guid, DateTimeOffset, DateTimeOffset, BookingStatus?, DateTimeOffset, Guid,
        int,
        IAsyncEnumerable<BookingResponse>> OwnBookings = EF.CompileAsyncQuery(
        (EngifyDbContext db, TextProtection protection, Guid studentId, DateTimeOffset from, DateTimeOffset to,
            BookingStatus? status, DateTimeOffset beforeStart, Guid beforeId, int limit) =>
            db.BookingStudents
                .Where(place => place.StudentId == studentId && place.StartsAt >= from && place.StartsAt < to
                    && EF.Functions.LessThan(
                        ValueTuple.Create(place.StartsAt, place.BookingId), ValueTuple.Create(beforeStart, beforeId)))
                .OrderByDescending(place => place.StartsAt).ThenByDescending(place => place.BookingId)
                .Join(db.Bookings, place => place.BookingId, booking => booking.Id, (_, booking) => booking)
                .Where(booking => status == null || booking.Status == status)
                .Take(limit)
                .Select(booking => BookingResponse.From(
                    booking, protection.Reveal(booking.Topic), protection.Reveal(booking.CancellationReason))));
}
