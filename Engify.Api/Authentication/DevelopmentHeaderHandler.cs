using System.Security.Claims;
using System.Text.Encodings.Web;
using Engify.Features.Pipeline;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Engify.Api.Authentication;

/// <summary>
/// Believes what the <c>X-Engify-Caller</c> header says: <c>admin</c>, <c>student {id}</c>, <c>ta {id}</c> or
/// <c>anonymous</c>; without it, the caller is an administrator. It exists in Development only.
/// </summary>
internal sealed class DevelopmentHeaderHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string Header = "X-Engify-Caller";

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var words = Request.Headers.TryGetValue(Header, out var header) ? header.ToString().Split(' ') : ["admin"];
        Claim[]? claims = words switch
        {
            ["admin"] => [new(Caller.RoleClaim, "admin")],
            ["student", var id] => [new(Caller.RoleClaim, "student"), new(Caller.StudentIdClaim, id)],
            ["ta", var id] => [new(Caller.RoleClaim, "ta"), new(Caller.TaIdClaim, id)],
            _ => null,
        };
        return Task.FromResult(claims is null
            ? AuthenticateResult.NoResult()
            : AuthenticateResult.Success(new AuthenticationTicket(
                new ClaimsPrincipal(new ClaimsIdentity(claims, Scheme.Name)), Scheme.Name)));
    }
}
