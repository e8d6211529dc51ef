namespace Engify.Features.Invitations.ListInvitations;

/// <param name="Q">A part of the email or the name, whatever the case; null lists all.</param>
/// <param name="Limit">The most rows to return.</param>
/// <param name="Cursor">The last row of the page before, by email.</param>
public sealed record ListInvitationsRequest(string? Q, int Limit, Cursor<string>? Cursor)
    : IQuery<Page<InvitationResponse>>;
