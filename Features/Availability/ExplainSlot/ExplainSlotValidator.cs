using Engify.Features.Bookings;
using FluentValidation;

namespace Engify.Features.Availability.ExplainSlot;

internal sealed class ExplainSlotValidator : AbstractValidator<ExplainSlotRequest>
{
    public ExplainSlotValidator()
    {
        RuleFor(request => request.Date).GreaterThanOrEqualTo(KnownTime.Start).LessThan(Booking.EndOfTime)
            .WithMessage($"'{{PropertyName}}' must be from {KnownTime.Start.Year} on and before the year "
                + $"{Booking.EndOfTime.Year}.")
            .WithErrorCode(FaultCodes.OutOfRange);
        RuleFor(request => request.DurationMinutes)
            .InclusiveBetween(Booking.MinDurationMinutes, Booking.MaxDurationMinutes);
    }
}
