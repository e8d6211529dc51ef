using Engify.Features.Terms;
using FluentValidation;

namespace Engify.Features.Availability.SetDayOverride;

internal sealed class SetDayOverrideValidator : AbstractValidator<SetDayOverrideRequest>
{
    private const int MaxPeriods = 48;

    public SetDayOverrideValidator()
    {
        RuleFor(request => request.Date).GreaterThanOrEqualTo(Term.FirstDay).LessThan(Term.EndOfDays);
        RuleFor(request => request.Hours).NotNull();
        RuleFor(request => request.Hours).Must(hours => hours is null or { Count: <= MaxPeriods })
            .WithMessage($"'{{PropertyName}}' must have at most {MaxPeriods} periods.")
            .WithErrorCode(FaultCodes.TooMany);
        RuleForEach(request => request.Hours).NotNull().SetValidator(new DayHours.Validator());
    }
}
