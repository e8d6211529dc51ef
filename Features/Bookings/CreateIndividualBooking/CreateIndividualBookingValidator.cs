using FluentValidation;

namespace Engify.Features.Bookings.CreateIndividualBooking;

internal sealed class CreateIndividualBookingValidator : AbstractValidator<CreateIndividualBookingRequest>
{
    public CreateIndividualBookingValidator()
    {
        RuleFor(request => request.Date).LessThan(Booking.EndOfTime)
            .WithMessage($"'{{PropertyName}}' must be before the year {Booking.EndOfTime.Year}.")
            .WithErrorCode(FaultCodes.OutOfRange);
        RuleFor(request => request.DurationMinutes)
            .InclusiveBetween(Booking.MinDurationMinutes, Booking.MaxDurationMinutes);
        RuleFor(request => request.Topic).FreeText(Booking.MaxTopicLength);
        RuleFor(request => request.Reason).RequiredText(Booking.MaxCancellationReasonLength)
            .When(request => request.Override);
        RuleFor(request => request.Reason).Empty().WithMessage("'{PropertyName}' is for an override.")
            .When(request => !request.Override);
    }
}
