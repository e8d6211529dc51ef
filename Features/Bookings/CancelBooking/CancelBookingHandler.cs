using Engify.Features.Domain;
using Engify.Features.Persistence;
using Engify.Features.Pipeline;
using Engify.Features.Pipeline.Protection;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Engify.Features.Bookings.CancelBooking;

internal sealed class CancelBookingHandler(
    EngifyDbContext db, Caller caller, TextProtection protection, TimeProvider clock)
    : IRequestHandler<CancelBookingRequest, BookingResponse>
{
    public async Task<BookingResponse> Handle(CancelBookingRequest request, CancellationToken cancellationToken)
    {
        var booking = await LoadAsync(request.BookingId, cancellationToken);
        AccessRules.Allowed.Check(caller.IsAdmin || (booking is not null && MayCancel(booking)));
        BookingRules.Exists.Check(booking is not null);

        var now = clock.Now();
        booking.Cancel(
            caller.Name, alsoOnceBegun: caller.Role != AccountRole.Student, protection.Protect(request.Reason), now);
        if (booking.BundlePurchaseId is { } bundleId)
            await ReturnSessionAsync(bundleId, now, cancellationToken);
        return BookingResponse.From(booking, request.Reason);
    }

    /// <summary>
    /// The row lock lets one of several cancellations through and holds off those who would join meanwhile; who came
    /// while we waited for it is seen only by asking again. Nobody joins an individual session.
    /// </summary>
    private async Task<Booking?> LoadAsync(Guid bookingId, CancellationToken cancellationToken)
    {
        var found = await db.Bookings
            .FromSql($"SELECT * FROM bookings WHERE id = {bookingId} FOR NO KEY UPDATE")
            .AsTracking()
            .Select(booking => new
            {
                Booking = booking,
                Student = booking.Students.SingleOrDefault(place => booking.SessionType == SessionType.Individual),
            })
            .SingleOrDefaultAsync(cancellationToken);
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
