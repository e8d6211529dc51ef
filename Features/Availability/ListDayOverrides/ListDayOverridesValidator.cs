using Engify.Features.Terms;
using FluentValidation;

namespace Engify.Features.Availability.ListDayOverrides;

internal sealed class ListDayOverridesValidator : AbstractValidator<ListDayOverridesRequest>
{
    public ListDayOverridesValidator()
    {
        RuleFor(request => request.From).NotNull().When(request => request.To is not null);
        RuleFor(request => request.From).GreaterThanOrEqualTo(Term.FirstDay).LessThan(Term.EndOfDays);
        RuleFor(request => request.To).GreaterThanOrEqualTo(Term.FirstDay).LessThan(Term.EndOfDays);
        RuleFor(request => request.To)
            .Must((request, to) => to >= request.From && to <= request.From.Value.AddDays(Days - 1))
            .When(request => request.From < Term.EndOfDays && request.To is not null)
            .WithMessage($"'{{PropertyName}}' must be 0 to {Days - 1} days after 'from'.")
            .WithErrorCode(FaultCodes.OutOfRange);
    }

    /// <summary>A year, even a leap year.</summary>
    public const int Days = 366;
}
