using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Engify.Features.Accounts.ListAccounts;

internal sealed class ListAccountsHandler(EngifyDbContext db)
    : IRequestHandler<ListAccountsRequest, Page<AccountResponse>>
{
    public async Task<Page<AccountResponse>> Handle(ListAccountsRequest request, CancellationToken cancellationToken)
    {
        var accounts = db.Accounts.AsQueryable();
        if (!string.IsNullOrWhiteSpace(request.Q))
        {
            var text = request.Q.Trim();
            // Letters are the same in another case as they are in emails, whatever the database's locale.
            accounts = db.Accounts.FromStatement(
                $"""
                SELECT {Columns.Of<Account>()} FROM accounts
                WHERE strpos(normalized_email, email_key({text})) > 0 OR strpos(email_key(name), email_key({text})) > 0
                """);
        }

        if (request.Role is { } role)
            accounts = accounts.Where(account => account.Role == role);
        if (request.Cursor is { } last)
        {
            accounts = accounts.Where(account => EF.Functions.GreaterThan(
                ValueTuple.Create(account.NormalizedEmail!, account.Id), ValueTuple.Create(last.Key, last.Id)));
        }

        var rows = await accounts
            .OrderBy(account => account.NormalizedEmail).ThenBy(account => account.Id)
            .Take(request.Limit + 1)
            .ToListAsync(cancellationToken);
        return Page.Of(rows, request.Limit, account => new Cursor<string>(account.NormalizedEmail!, account.Id))
            .Select(AccountResponse.From);
    }
}
