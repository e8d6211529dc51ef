namespace Engify.Features.Invitations.CreateInvitation;

/// <summary>A new invitation with its link, which is told this once.</summary>
/// <param name="Id">The invitation's id.</param>
/// <param name="Email">Who is invited, and signs in with this email.</param>
/// <param name="Name">Their name.</param>
/// <param name="Role">What they may act as.</param>
/// <param name="CreatedAt">When they were invited.</param>
/// <param name="ExpiresAt">Until when the link is valid.</param>
/// <param name="Url">The page where they choose a password, at the institution's public address.</param>
/// <param name="Token">What that page sends to <c>POST /auth/accept-invitation</c>.</param>
public sealed record InvitationLinkResponse(
    Guid Id, string Email, string Name, AccountRole Role, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt,
    string Url, string Token)
{
    /// <param name="created">The invitation.</param>
    /// <param name="home">Where the institution's people find it on the web.</param>
    public static InvitationLinkResponse From(NewInvitation created, string home)
    {
        var (invitation, token) = created;
        return new(
            invitation.Id, invitation.Email, invitation.Name, invitation.Role, invitation.CreatedAt,
            invitation.ExpiresAt,
            // Browsers send no fragment, so the token gets into nobody's log.
            $"{home.TrimEnd('/')}/app/accept-invitation#token={token}", token);
    }

    internal static InvitationLinkResponse Example => new(
        ExampleSchool.InvitationId, "amira@school.example", "Amira Haddad", AccountRole.Ta, ExampleSchool.Now,
        ExampleSchool.Now.AddDays(7), $"https://engify.example/accept-invitation#token={ExampleSchool.RefreshToken}",
        ExampleSchool.RefreshToken);
}
