using MediatR;
using Microsoft.AspNetCore.Builder;

namespace Engify.Features.Accounts.ListSigningKeys;

public sealed class ListSigningKeysEndpoint : EngifyEndpoint
{
    protected override RouteHandlerBuilder Map(Routes routes) => routes
        .MapGet("/.well-known/jwks.json", Handle)
        .AllowAnonymous();

    /// <summary>Publishes the keys that verify access tokens (RFC 7517).</summary>
    /// <remarks>
    /// A rotated key stays listed until the last token that it signed has expired. The keys of an outside issuer are
    /// not listed.
    /// </remarks>
    /// <response code="200">The keys.</response>
    public static async Task<CacheableOk<SigningKeySetResponse>> Handle(
        IMediator mediator, CancellationToken cancellationToken) =>
        new(await mediator.Send(new ListSigningKeysRequest(), cancellationToken), CacheControl.Catalogue);
}
