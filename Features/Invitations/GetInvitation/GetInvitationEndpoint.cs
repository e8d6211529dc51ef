using MediatR;
using Microsoft.AspNetCore.Builder;

namespace Engify.Features.Invitations.GetInvitation;

public sealed class GetInvitationEndpoint : EngifyEndpoint
{
    protected override RouteHandlerBuilder Map(Routes routes) => routes
        .MapGet("/invitations/{invitationId}", Handle)
        .RequireAuthorization(Policies.Admin)
        .ProducesRuleProblems(InvitationRules.Exists);

    /// <summary>Shows one invitation, without its link.</summary>
    /// <remarks>For administrators.</remarks>
    /// <param name="invitationId">The invitation.</param>
    /// <response code="200">The invitation.</response>
    public static async Task<CacheableOk<InvitationResponse>> Handle(
        UrlValue<Guid> invitationId, IMediator mediator, CancellationToken cancellationToken) =>
        new(await mediator.Send(new GetInvitationRequest(invitationId), cancellationToken), CacheControl.Revalidate);
}
