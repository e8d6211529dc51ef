using Carter;
using Engify.Features.Domain;
using Engify.Features.Pipeline;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Engify.Features.Accounts.Register;

public sealed class RegisterEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) =>
        app.MapPost("/auth/register", Handle)
            .WithName("Register")
            .WithTags("Accounts")
            .WithSummary("Opens an account for a new student and signs them in.")
            .AllowAnonymous()
            .RequireRateLimiting(RateLimits.SignIn)
            .ProducesRuleProblems(AccountRules.EmailIsFree, AccountRules.PasswordIsStrong);

    private static async Task<Created<SessionResponse>> Handle(
        RegisterRequest request, IMediator mediator, CancellationToken cancellationToken) =>
        TypedResults.Created("/auth/me", await mediator.Send(request, cancellationToken));
}
