namespace Engify.Features.Invitations;

/// <summary>An invitation that nobody has accepted yet.</summary>
/// <param name="Id">The invitation's id.</param>
/// <param name="Email">Who is invited, and signs in with this email.</param>
/// <param name="Name">Their name.</param>
/// <param name="Role">What they may act as.</param>
/// <param name="CreatedAt">When they were invited.</param>
/// <param name="ExpiresAt">Until when the link is valid.</param>
public record InvitationResponse(
    Guid Id, string Email, string Name, AccountRole Role, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt)
{
    public static InvitationResponse From(Invitation invitation) => new(
        invitation.Id, invitation.Email, invitation.Name, invitation.Role, invitation.CreatedAt,
        invitation.ExpiresAt);

    internal static InvitationResponse Example => new(
        ExampleSchool.InvitationId, "amira@school.example", "Amira Haddad", AccountRole.Ta, ExampleSchool.Now,
        ExampleSchool.Now.AddDays(7));
}
