using FluentValidation;

namespace Engify.Features.Terms.ListTerms;

internal sealed class ListTermsValidator : AbstractValidator<ListTermsRequest>
{
    public ListTermsValidator()
    {
        RuleFor(request => request.Q).FreeText(100);
        RuleFor(request => request.Limit).PageLimit();
    }
}
