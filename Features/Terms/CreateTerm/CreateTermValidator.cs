using FluentValidation;

namespace Engify.Features.Terms.CreateTerm;

internal sealed class CreateTermValidator : AbstractValidator<CreateTermRequest>
{
    public CreateTermValidator()
    {
        RuleFor(request => request.Code).RequiredText(Term.MaxCodeLength);
        RuleFor(request => request.Name).RequiredText(Term.MaxNameLength);
        RuleFor(request => request.StartsOn).GreaterThanOrEqualTo(Term.FirstDay);
        RuleFor(request => request.EndsOn).LessThan(Term.EndOfDays);
        RuleFor(request => request.EndsOn).GreaterThanOrEqualTo(request => request.StartsOn)
            .WithMessage("'endsOn' must not be before 'startsOn'.");
        RuleFor(request => request.BookingOpensAt).GreaterThanOrEqualTo(KnownTime.Start).LessThan(KnownTime.End);
    }
}
