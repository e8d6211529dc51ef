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
            .AllowAnonymous()
            .RequireRateLimiting(RateLimits.SignIn)
            .ProducesRuleProblems(AccountRules.EmailIsFree, AccountRules.PasswordIsStrong);

    /// <summary>Opens an account for a new student and signs them in.</summary>
    /// <remarks>Accounts of TAs and administrators are made by an operator.</remarks>
    /// <param name="request">The new student.</param>
    /// <response code="201">The session of the new account.</response>
    public static async Task<Created<SessionResponse>> Handle(
        RegisterRequest request, IMediator mediator, LinkGenerator links, HttpContext context,
        CancellationToken cancellationToken) =>
        TypedResults.Created(
            links.GetPathByName(context, "GetCurrentUser"), await mediator.Send(request, cancellationToken));
}
