using Carter;
using Engify.Features.Domain;
using Engify.Features.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Engify.Features.Accounts.RefreshSession;

public sealed class RefreshSessionEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) =>
        app.MapPost("/auth/refresh", Handle)
            .WithName("RefreshSession")
            .WithTags("Accounts")
            .WithSummary("Exchanges a refresh token, once, for a new session; a second use ends all sessions of that sign-in.")
            .AllowAnonymous()
            .ProducesRuleProblems(
                AccessRules.SignedIn, AccountRules.TokenIsCurrent, AccountRules.RefreshTokenIsUnspent);

    private static async Task<Ok<SessionResponse>> Handle(
        RefreshSessionRequest request, IMediator mediator, CancellationToken cancellationToken) =>
        TypedResults.Ok(await mediator.Send(request, cancellationToken));
}
