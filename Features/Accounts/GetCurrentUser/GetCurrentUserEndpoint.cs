using Carter;
using Engify.Features.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Engify.Features.Accounts.GetCurrentUser;

public sealed class GetCurrentUserEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) =>
        app.MapGet("/auth/me", Handle)
            .WithName("GetCurrentUser")
            .WithTags("Accounts")
            .WithSummary("Shows who is signed in.")
            .RequireAuthorization(Policies.SignedIn);

    private static async Task<Ok<UserResponse>> Handle(IMediator mediator, CancellationToken cancellationToken) =>
        TypedResults.Ok(await mediator.Send(new GetCurrentUserRequest(), cancellationToken));
}
