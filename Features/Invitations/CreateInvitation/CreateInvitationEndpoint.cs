using Engify.Features.Accounts;
using Engify.Features.Institution;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;

namespace Engify.Features.Invitations.CreateInvitation;

public sealed class CreateInvitationEndpoint : EngifyEndpoint
{
    protected override RouteHandlerBuilder Map(Routes routes) => routes
        .MapPost("/invitations", Handle)
        .RequireAuthorization(Policies.Admin)
        .AcceptsIdempotencyKey()
        .ProducesRuleProblems(AccountRules.EmailIsFree);

    /// <summary>Invites somebody to open an account.</summary>
    /// <remarks>
    /// For administrators. The link is good once, for seven days; inviting the same email again replaces it. If a
    /// student or a TA with this email is known, the account will be theirs; otherwise accepting creates them. Without
    /// <c>Institution__PublicAddress</c>, the link leads to where this request came.
    /// </remarks>
    /// <param name="request">Who is invited.</param>
    /// <response code="201">The invitation, with its link.</response>
    public static Task<Created<InvitationLinkResponse>> Handle(
        CreateInvitationRequest request, Commands commands, IOptions<InstitutionOptions> institution,
        LinkGenerator links, HttpContext context, CancellationToken cancellationToken)
    {
        var home = institution.Value.PublicAddress
            ?? UriHelper.BuildAbsolute(context.Request.Scheme, context.Request.Host, context.Request.PathBase);
        return commands.SendAsync(
            request,
            created => TypedResults.Created(
                links.GetPathByName(context, "GetInvitation", new { invitationId = created.Invitation.Id }),
                InvitationLinkResponse.From(created, home)),
            cancellationToken);
    }
}
