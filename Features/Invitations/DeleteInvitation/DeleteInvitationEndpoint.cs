using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Engify.Features.Invitations.DeleteInvitation;

public sealed class DeleteInvitationEndpoint : EngifyEndpoint
{
    protected override RouteHandlerBuilder Map(Routes routes) => routes
        .MapDelete("/invitations/{invitationId}", Handle)
        .RequireAuthorization(Policies.Admin)
        .AcceptsIdempotencyKey()
        .ProducesRuleProblems(InvitationRules.Exists);

    /// <summary>Withdraws an invitation: its link is worth nothing from then on.</summary>
    /// <remarks>For administrators. An invitation that was accepted is gone.</remarks>
    /// <param name="invitationId">The invitation.</param>
    /// <response code="204">It is gone.</response>
    public static Task<NoContent> Handle(
        UrlValue<Guid> invitationId, Commands commands, CancellationToken cancellationToken) =>
        commands.SendAsync(
            new DeleteInvitationRequest(invitationId), _ => TypedResults.NoContent(), cancellationToken);
}
