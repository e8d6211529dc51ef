namespace Engify.Features.Audit.ListAuditEntries;

/// <summary>Which audit entries to return: those that match everything given.</summary>
/// <param name="AccountId">Whose account it was.</param>
/// <param name="Action">The use case, such as <c>CancelBooking</c>.</param>
/// <param name="ExceptAction">The use case that is left out.</param>
/// <param name="ObjectId">What it was done to.</param>
/// <param name="Outcome"><c>succeeded</c>, or the code of the rule that refused it.</param>
/// <param name="From">Only what happened then or later.</param>
/// <param name="To">Only what happened before.</param>
/// <param name="Limit">The most rows to return.</param>
/// <param name="Cursor">The last row of the page before.</param>
public sealed record ListAuditEntriesRequest(
    Guid? AccountId, string? Action, string? ExceptAction, string? ObjectId, string? Outcome, DateTimeOffset? From,
    DateTimeOffset? To, int Limit, Cursor<DateTimeOffset>? Cursor)
    : IQuery<Page<AuditEntryResponse>>;
