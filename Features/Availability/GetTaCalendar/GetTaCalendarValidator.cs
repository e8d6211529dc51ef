using Engify.Features.Terms;
using FluentValidation;

namespace Engify.Features.Availability.GetTaCalendar;

internal sealed class GetTaCalendarValidator : AbstractValidator<GetTaCalendarRequest>
{
    public const int MaxDays = 32;

    public GetTaCalendarValidator()
    {
        RuleFor(request => request.From).NotNull().When(request => request.To is not null);
        RuleFor(request => request.From).GreaterThanOrEqualTo(Term.FirstDay).LessThan(Term.EndOfDays);
        RuleFor(request => request.To).GreaterThanOrEqualTo(Term.FirstDay).LessThan(Term.EndOfDays);
        RuleFor(request => request.To)
            .Must((request, to) => to >= request.From && to <= request.From.Value.AddDays(MaxDays - 1))
            .When(request => request.From < Term.EndOfDays && request.To is not null)
            .WithMessage($"'{{PropertyName}}' must be 0 to {MaxDays - 1} days after 'from'.")
            .WithErrorCode(FaultCodes.OutOfRange);
    }
}
