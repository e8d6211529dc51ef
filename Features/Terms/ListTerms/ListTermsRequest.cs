namespace Engify.Features.Terms.ListTerms;

/// <param name="Q">A part of the code or the name, whatever the case; null lists all.</param>
/// <param name="Limit">The most rows to return.</param>
/// <param name="Cursor">The last row of the page before, by first day.</param>
public sealed record ListTermsRequest(string? Q, int Limit, Cursor<DateOnly>? Cursor) : IQuery<Page<TermResponse>>;
