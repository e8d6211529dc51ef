namespace Engify.Features.Accounts.ListAccounts;

/// <param name="Role">The role of the accounts to return; null for any.</param>
/// <param name="Q">A part of the email or the name, whatever the case; null lists all.</param>
/// <param name="Limit">The most rows to return.</param>
/// <param name="Cursor">The last row of the page before, by email.</param>
public sealed record ListAccountsRequest(AccountRole? Role, string? Q, int Limit, Cursor<string>? Cursor)
    : IQuery<Page<AccountResponse>>;
