using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Engify.Features.Tas.CreateTa;

public sealed class CreateTaEndpoint : EngifyEndpoint
{
    protected override RouteHandlerBuilder Map(Routes routes) => routes
        .MapPost("/tas", Handle)
        .RequireAuthorization(Policies.Admin)
        .AcceptsIdempotencyKey()
        .ProducesRuleProblems(TaRules.EmailIsFree);

    /// <summary>Creates a teaching assistant.</summary>
    /// <remarks>For administrators. The TA has no account yet.</remarks>
    /// <param name="request">The teaching assistant.</param>
    /// <response code="201">The teaching assistant.</response>
    public static Task<CreatedWithTag<TaDetailsResponse>> Handle(
        CreateTaRequest request, Commands commands, LinkGenerator links, HttpContext context,
        CancellationToken cancellationToken) =>
        commands.SendAsync(
            request,
            ta => new CreatedWithTag<TaDetailsResponse>(
                ta, links.GetPathByName(context, "GetTa", new { taId = ta.Id })),
            cancellationToken);
}
