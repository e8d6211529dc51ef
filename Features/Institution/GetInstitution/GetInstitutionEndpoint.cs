using MediatR;
using Microsoft.AspNetCore.Builder;

namespace Engify.Features.Institution.GetInstitution;

public sealed class GetInstitutionEndpoint : EngifyEndpoint
{
    protected override RouteHandlerBuilder Map(Routes routes) => routes
        .MapGet("/institution", Handle)
        .AllowAnonymous();

    /// <summary>Shows the institution that this service runs for.</summary>
    /// <remarks>Open to anyone. The operator sets these values.</remarks>
    /// <response code="200">The institution.</response>
    public static async Task<CacheableOk<InstitutionResponse>> Handle(
        IMediator mediator, CancellationToken cancellationToken) =>
        new(await mediator.Send(new GetInstitutionRequest(), cancellationToken), CacheControl.Catalogue);
}
