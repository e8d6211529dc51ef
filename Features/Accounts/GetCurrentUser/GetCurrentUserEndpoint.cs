using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Engify.Features.Accounts.GetCurrentUser;

public sealed class GetCurrentUserEndpoint : EngifyEndpoint
{
    protected override RouteHandlerBuilder Map(Routes routes) => routes
        .MapGet("/auth/me", Handle)
        .RequireAuthorization(Policies.SignedIn);

    /// <summary>Shows who is signed in.</summary>
    /// <remarks>The account that the access token was issued to, with its current role.</remarks>
    /// <response code="200">The account.</response>
    public static async Task<Ok<UserResponse>> Handle(IMediator mediator, CancellationToken cancellationToken) =>
        TypedResults.Ok(await mediator.Send(new GetCurrentUserRequest(), cancellationToken));
}
