using FluentValidation;

namespace Engify.Features.GroupSessions.ListGroupSessionTemplates;

internal sealed class ListGroupSessionTemplatesValidator : AbstractValidator<ListGroupSessionTemplatesRequest>
{
    public ListGroupSessionTemplatesValidator()
    {
        RuleFor(request => request.Q).FreeText(100);
        RuleFor(request => request.Limit).PageLimit();
    }
}
