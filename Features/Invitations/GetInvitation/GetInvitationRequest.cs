namespace Engify.Features.Invitations.GetInvitation;

public sealed record GetInvitationRequest(Guid InvitationId) : IQuery<InvitationResponse>;
