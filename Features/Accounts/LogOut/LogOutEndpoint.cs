using Carter;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Engify.Features.Accounts.LogOut;

public sealed class LogOutEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) =>
        app.MapPost("/auth/logout", Handle)
            .WithName("LogOut")
            .WithTags("Accounts")
            .WithSummary("Ends the session of a refresh token; its access token ends by itself, within minutes.")
            .AllowAnonymous();

    private static async Task<NoContent> Handle(
        LogOutRequest request, IMediator mediator, CancellationToken cancellationToken)
    {
        await mediator.Send(request, cancellationToken);
        return TypedResults.NoContent();
    }
}
