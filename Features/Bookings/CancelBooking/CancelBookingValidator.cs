using FluentValidation;

namespace Engify.Features.Bookings.CancelBooking;

internal sealed class CancelBookingValidator : AbstractValidator<CancelBookingRequest>
{
    public CancelBookingValidator() =>
        RuleFor(request => request.Reason).FreeText(Booking.MaxCancellationReasonLength);
}
