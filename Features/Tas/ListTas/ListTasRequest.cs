namespace Engify.Features.Tas.ListTas;

/// <param name="Q">A part of the name or the email, whatever the case; null lists all.</param>
/// <param name="IncludeInactive">Whether to list those who give no sessions, too.</param>
/// <param name="Limit">The most rows to return.</param>
/// <param name="Cursor">The last row of the page before, by name.</param>
public sealed record ListTasRequest(string? Q, bool IncludeInactive, int Limit, Cursor<string>? Cursor)
    : IQuery<Page<TaDetailsResponse>>;
