using Engify.Features.Tas;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Engify.Features.Bookings.ListTaBookings;

internal sealed class ListTaBookingsHandler(EngifyDbContext db, Caller caller, TextProtection protection)
    : IRequestHandler<ListTaBookingsRequest, Page<BookingDetailsResponse>>
{
    public async Task<Page<BookingDetailsResponse>> Handle(
        ListTaBookingsRequest request, CancellationToken cancellationToken)
    {
        caller.MustBeTa(request.TaId);
        var bookings = db.Bookings.Where(booking => booking.TaId == request.TaId);
        var page = await request.Filter.ListAsync(bookings, protection, cancellationToken);

        // A TA with bookings exists; skip the lookup.
        TaRules.Exists.Check(page.Items.Count > 0
            || await db.Tas.AnyAsync(ta => ta.Id == request.TaId, cancellationToken));
        return page;
    }
}
