using FluentValidation;

namespace Engify.Features.Tas.ListTas;

internal sealed class ListTasValidator : AbstractValidator<ListTasRequest>
{
    public ListTasValidator()
    {
        RuleFor(request => request.Q).FreeText(100);
        RuleFor(request => request.Limit).PageLimit();
    }
}
