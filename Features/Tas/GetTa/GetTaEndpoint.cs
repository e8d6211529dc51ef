using MediatR;
using Microsoft.AspNetCore.Builder;

namespace Engify.Features.Tas.GetTa;

public sealed class GetTaEndpoint : EngifyEndpoint
{
    protected override RouteHandlerBuilder Map(Routes routes) => routes
        .MapGet("/tas/{taId}", Handle)
        .RequireAuthorization(Policies.SignedIn)
        .ProducesRuleProblems(TaRules.Exists);

    /// <summary>Shows one teaching assistant.</summary>
    /// <remarks>
    /// The email, the grade-point average and whether there is an account are for that TA and administrators only.
    /// </remarks>
    /// <param name="taId">The teaching assistant.</param>
    /// <response code="200">The teaching assistant.</response>
    public static async Task<CacheableOk<TaDetailsResponse>> Handle(
        UrlValue<Guid> taId, IMediator mediator, CancellationToken cancellationToken) =>
        new(await mediator.Send(new GetTaRequest(taId), cancellationToken), CacheControl.Revalidate);
}
