using FluentValidation;

namespace Engify.Features.Availability.ListAbsences;

internal sealed class ListAbsencesValidator : AbstractValidator<ListAbsencesRequest>
{
    public ListAbsencesValidator() => RuleFor(request => request.Limit).PageLimit();
}
