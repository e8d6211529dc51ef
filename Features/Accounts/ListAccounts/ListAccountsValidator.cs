using FluentValidation;

namespace Engify.Features.Accounts.ListAccounts;

internal sealed class ListAccountsValidator : AbstractValidator<ListAccountsRequest>
{
    private const int MaxSearchLength = 100;

    public ListAccountsValidator()
    {
        RuleFor(request => request.Q).FreeText(MaxSearchLength);
        RuleFor(request => request.Limit).PageLimit();
    }
}
