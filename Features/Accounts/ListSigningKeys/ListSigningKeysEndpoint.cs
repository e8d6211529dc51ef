using Carter;
using Engify.Features.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Engify.Features.Accounts.ListSigningKeys;

public sealed class ListSigningKeysEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) =>
        app.MapGet("/.well-known/jwks.json", Handle)
            .WithName("ListSigningKeys")
            .WithTags("Accounts")
            .WithSummary("Publishes the keys that access tokens can be verified with (RFC 7517).")
            .AllowAnonymous();

    private static async Task<CacheableOk<SigningKeySetResponse>> Handle(
        IMediator mediator, CancellationToken cancellationToken) =>
        new(await mediator.Send(new ListSigningKeysRequest(), cancellationToken), CacheControl.Catalogue);
}
