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
        // The row lock lets one of several cancellations through and holds off those who would join meanwhile.
        var booking = await db.Bookings
            .FromSql($"SELECT * FROM bookings WHERE id = {request.BookingId} FOR NO KEY UPDATE")
            .AsTracking()
            .SingleOrDefaultAsync(cancellationToken);
        if (booking is not null)
            await db.Entry(booking).Collection(found => found.Students).LoadAsync(cancellationToken);

        AccessRules.Allowed.Check(caller.IsAdmin || (booking is not null && MayCancel(booking)));
        BookingRules.Exists.Check(booking is not null);

        var now = clock.Now();
        booking.Cancel(
            caller.Name, alsoOnceBegun: caller.Role != AccountRole.Student, protection.Protect(request.Reason), now);
        if (booking.BundlePurchaseId is { } bundleId)
            await ReturnSessionAsync(bundleId, now, cancellationToken);
        return BookingResponse.From(booking, request.Reason);
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
