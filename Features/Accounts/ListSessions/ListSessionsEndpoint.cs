using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Engify.Features.Accounts.ListSessions;

public sealed class ListSessionsEndpoint : EngifyEndpoint
{
    protected override RouteHandlerBuilder Map(Routes routes) => routes
        .MapGet("/auth/sessions", Handle)
        .RequireAuthorization(Policies.SignedIn);

    /// <summary>Lists where the caller is signed in, the latest first.</summary>
    /// <remarks>A sign-in by an outside issuer is no session of Engify's.</remarks>
    /// <response code="200">The sessions that have not ended.</response>
    public static async Task<Ok<IReadOnlyList<SignInSessionResponse>>> Handle(
        IMediator mediator, CancellationToken cancellationToken) =>
        TypedResults.Ok(await mediator.Send(new ListSessionsRequest(), cancellationToken));
}
