using Engify.Features.Bookings;
using FluentValidation;

namespace Engify.Features.Availability.CreateAbsence;

internal sealed class CreateAbsenceValidator : AbstractValidator<CreateAbsenceRequest>
{
    public CreateAbsenceValidator()
    {
        RuleFor(request => request.StartsAt).GreaterThanOrEqualTo(KnownTime.Start);
        RuleFor(request => request.EndsAt).LessThan(Booking.EndOfTime)
            .WithMessage($"'{{PropertyName}}' must be before the year {Booking.EndOfTime.Year}.");
        RuleFor(request => request.EndsAt)
            .Must((request, endsAt) => request.StartsAt.ToMicroseconds() < endsAt.ToMicroseconds())
            .WithMessage("'endsAt' must be after 'startsAt'.")
            .WithErrorCode(FaultCodes.OutOfOrder);
        RuleFor(request => request.Reason).FreeText(TaAbsence.MaxReasonLength);
    }
}
