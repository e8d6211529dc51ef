namespace Engify.Features.Invitations.DeleteInvitation;

/// <summary>Answers with the id of the invitation.</summary>
public sealed record DeleteInvitationRequest(Guid InvitationId) : ICommand<Guid>
{
    public AuditedObject? Audited(Guid response) => AuditedObject.Of<Invitation>(response);
}
