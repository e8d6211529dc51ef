using FluentValidation;

namespace Engify.Features.Terms;

internal abstract class TermValidator<T> : AbstractValidator<T>
    where T : ITermDetails
{
    protected TermValidator()
    {
        RuleFor(term => term.Code).RequiredText(Term.MaxCodeLength);
        RuleFor(term => term.Name).RequiredText(Term.MaxNameLength);
        RuleFor(term => term.StartsOn).GreaterThanOrEqualTo(Term.FirstDay);
        RuleFor(term => term.EndsOn).LessThan(Term.EndOfDays);
        RuleFor(term => term.EndsOn).GreaterThanOrEqualTo(term => term.StartsOn)
            .WithMessage("'endsOn' must not be before 'startsOn'.");
        RuleFor(term => term.BookingOpensAt).GreaterThanOrEqualTo(KnownTime.Start).LessThan(KnownTime.End);
    }
}
