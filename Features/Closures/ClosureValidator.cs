using Engify.Features.Terms;
using FluentValidation;

namespace Engify.Features.Closures;

internal abstract class ClosureValidator<T> : AbstractValidator<T>
    where T : IClosureDetails
{
    protected ClosureValidator()
    {
        RuleFor(closure => closure.Name).RequiredText(Closure.MaxNameLength);
        RuleFor(closure => closure.StartsOn).GreaterThanOrEqualTo(Term.FirstDay);
        RuleFor(closure => closure.EndsOn).LessThan(Term.EndOfDays);
        RuleFor(closure => closure.EndsOn).GreaterThanOrEqualTo(closure => closure.StartsOn)
            .WithMessage("'endsOn' must not be before 'startsOn'.");
    }
}
