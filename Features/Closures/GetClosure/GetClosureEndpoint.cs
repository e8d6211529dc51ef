using MediatR;
using Microsoft.AspNetCore.Builder;

namespace Engify.Features.Closures.GetClosure;

public sealed class GetClosureEndpoint : EngifyEndpoint
{
    protected override RouteHandlerBuilder Map(Routes routes) => routes
        .MapGet("/closures/{closureId}", Handle)
        .AllowAnonymous()
        .ProducesRuleProblems(ClosureRules.Exists);

    /// <summary>Shows one closure.</summary>
    /// <remarks>Open to anyone.</remarks>
    /// <param name="closureId">The closure.</param>
    /// <response code="200">The closure.</response>
    public static async Task<CacheableOk<ClosureResponse>> Handle(
        UrlValue<Guid> closureId, IMediator mediator, CancellationToken cancellationToken) =>
        new(await mediator.Send(new GetClosureRequest(closureId), cancellationToken), CacheControl.Revalidate);
}
