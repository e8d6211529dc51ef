using Carter;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Engify.Features.Institution.GetInstitution;

public sealed class GetInstitutionEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) =>
        app.MapGet("/institution", Handle)
            .WithName("GetInstitution")
            .WithTags("Institution")
            .AllowAnonymous();

    /// <summary>Shows the institution that this service runs for.</summary>
    /// <response code="200">The institution.</response>
    public static async Task<CacheableOk<InstitutionResponse>> Handle(
        IMediator mediator, CancellationToken cancellationToken) =>
        new(await mediator.Send(new GetInstitutionRequest(), cancellationToken), CacheControl.Catalogue);
}
