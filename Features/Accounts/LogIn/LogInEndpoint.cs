using Carter;
using Engify.Features.Domain;
using Engify.Features.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Engify.Features.Accounts.LogIn;

public sealed class LogInEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) =>
        app.MapPost("/auth/login", Handle)
            .WithName("LogIn")
            .WithTags("Accounts")
            .WithSummary("Signs in with email and password.")
            .AllowAnonymous()
            .RequireRateLimiting(RateLimits.SignIn)
            .ProducesRuleProblems(AccountRules.CredentialsAreRight, AccountRules.NotLocked);

    private static async Task<Ok<SessionResponse>> Handle(
        LogInRequest request, IMediator mediator, CancellationToken cancellationToken) =>
        TypedResults.Ok(await mediator.Send(request, cancellationToken));
}
