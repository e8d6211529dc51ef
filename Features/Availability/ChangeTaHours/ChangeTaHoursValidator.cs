using FluentValidation;

namespace Engify.Features.Availability.ChangeTaHours;

internal sealed class ChangeTaHoursValidator : AbstractValidator<ChangeTaHoursRequest>
{
    private const int MaxPeriods = 200;

    public ChangeTaHoursValidator()
    {
        RuleFor(request => request.Weekly).NotNull();
        RuleFor(request => request.Weekly).Must(weekly => weekly is null or { Count: <= MaxPeriods })
            .WithMessage($"'{{PropertyName}}' must have at most {MaxPeriods} periods.")
            .WithErrorCode(FaultCodes.TooMany);
        RuleForEach(request => request.Weekly).NotNull().SetValidator(new WeeklyHours.Validator());
        RuleFor(request => request.TimeZone).TimeZoneName();
    }
}
