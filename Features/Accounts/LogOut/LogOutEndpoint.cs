using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Engify.Features.Accounts.LogOut;

public sealed class LogOutEndpoint : EngifyEndpoint
{
    protected override RouteHandlerBuilder Map(Routes routes) => routes
        .MapPost("/auth/logout", Handle)
        .AllowAnonymous()
        .CarriesRefreshToken();

    /// <summary>Ends a session.</summary>
    /// <remarks>
    /// The refresh token and every other one from the same sign-in stop working at once, and so do its access tokens.
    /// An unknown refresh token is not an error. Needs a body unless the token is in the cookie, which is forgotten.
    /// </remarks>
    /// <param name="request">The session to end.</param>
    /// <response code="204">The session is ended.</response>
    public static async Task<NoContent> Handle(
        LogOutRequest? request, RefreshTokenTransport transport, IMediator mediator,
        CancellationToken cancellationToken)
    {
        if (transport.Read(request?.RefreshToken) is { } refreshToken)
            await mediator.Send(new LogOutRequest(refreshToken), cancellationToken);
        transport.Forget();
        return TypedResults.NoContent();
    }
}
