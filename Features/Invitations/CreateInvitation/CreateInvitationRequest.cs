namespace Engify.Features.Invitations.CreateInvitation;

/// <summary>Somebody who shall have an account.</summary>
/// <param name="Email">Who is invited, and signs in with this email.</param>
/// <param name="Role">What they may act as.</param>
/// <param name="Name">Their name, unless a student or a TA with this email has one already.</param>
public sealed record CreateInvitationRequest(string Email, AccountRole Role, string Name) : ICommand<NewInvitation>
{
    /// <summary>Who is invited, and signs in with this email.</summary>
    public string Email { get; } = EmailText.Trim(Email);

    public AuditedObject? Audited(NewInvitation response) => AuditedObject.Of<Invitation>(response.Invitation.Id);

    internal static CreateInvitationRequest Example => new("amira@school.example", AccountRole.Ta, "Amira Haddad");
}

/// <param name="Invitation">The invitation.</param>
/// <param name="Token">What its link carries. It is not stored, so nobody can tell it again.</param>
public sealed record NewInvitation(InvitationResponse Invitation, string Token);
