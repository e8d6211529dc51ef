using FluentValidation;

namespace Engify.Features.Audit.ListAuditEntries;

internal sealed class ListAuditEntriesValidator : AbstractValidator<ListAuditEntriesRequest>
{
    private const int MaxLength = 200;

    public ListAuditEntriesValidator()
    {
        RuleFor(request => request.Action).FreeText(MaxLength);
        RuleFor(request => request.ExceptAction).FreeText(MaxLength);
        RuleFor(request => request.ObjectId).FreeText(MaxLength);
        RuleFor(request => request.Outcome).FreeText(MaxLength);
        RuleFor(request => request.Limit).PageLimit();
    }
}
