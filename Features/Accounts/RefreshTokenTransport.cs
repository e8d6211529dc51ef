using FluentValidation.Results;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Engify.Features.Accounts;

/// <summary>
/// How the refresh tokens of a request travel: in its body and the answer's, or in a cookie that no script can read.
/// The request says so with a header, which a form on somebody else's page cannot send; without the header, the cookie
/// is never read.
/// </summary>
public sealed class RefreshTokenTransport
{
    public const string Header = "Refresh-Token-Transport";

    /// <summary>The one value of <see cref="Header"/>.</summary>
    public const string Cookie = "cookie";

    private const string Path = "/auth";

    private readonly HttpContext context;
    private readonly bool isCookie;

    // A browser keeps a Secure cookie only over TLS, which a developer's machine does without.
    private readonly bool isSecure;

    private RefreshTokenTransport(HttpContext context, bool isCookie)
    {
        this.context = context;
        this.isCookie = isCookie;
        isSecure = !context.RequestServices.GetRequiredService<IHostEnvironment>().IsDevelopment();
    }

    private string CookieName => isSecure ? "__Secure-engify-refresh" : "engify-refresh";

    /// <exception cref="FluentValidation.ValidationException">The header has another value.</exception>
    public static ValueTask<RefreshTokenTransport?> BindAsync(HttpContext context)
    {
        var asked = context.Request.Headers[Header];
        if (asked.Count > 0 && asked != Cookie)
        {
            throw new FluentValidation.ValidationException(
                [new ValidationFailure(Header, $"'{Header}' must be '{Cookie}' or absent.")]);
        }

        return ValueTask.FromResult<RefreshTokenTransport?>(new(context, isCookie: asked.Count > 0));
    }

    /// <summary>The refresh token that the request brings; null for none.</summary>
    /// <param name="fromBody">The one in its body.</param>
    /// <exception cref="BadHttpRequestException">There is no body, although there has to be one.</exception>
    public string? Read(string? fromBody)
    {
        if (isCookie)
            return context.Request.Cookies[CookieName] is { Length: > 0 } token ? token : null;
        return fromBody ?? throw new BadHttpRequestException("The request needs a JSON body");
    }

    /// <summary>The session as it is answered with; a refresh token that travels as a cookie leaves it.</summary>
    public SessionResponse Answer(SessionResponse session)
    {
        if (!isCookie)
            return session;

        var lifetime = context.RequestServices.GetRequiredService<IOptions<TokenIssuerOptions>>().Value
            .RefreshTokenLifetime;
        context.Response.Cookies.Append(CookieName, session.RefreshToken, Describe(lifetime));
        return session with { RefreshToken = "" };
    }

    /// <summary>
    /// Has the browser forget the cookie. Only signing out does: an exchange that is refused may have lost to another
    /// tab, whose cookie is good.
    /// </summary>
    public void Forget()
    {
        if (isCookie)
            context.Response.Cookies.Delete(CookieName, Describe(lifetime: null));
    }

    private CookieOptions Describe(TimeSpan? lifetime) => new()
    {
        // Where the browser sees it, whatever a proxy has taken away.
        Path = context.Request.PathBase.Add(Path),
        HttpOnly = true,
        Secure = isSecure,
        SameSite = SameSiteMode.Strict,
        MaxAge = lifetime,
    };
}

/// <summary>Metadata of a route whose refresh tokens may travel as a cookie.</summary>
public sealed class CarriesRefreshToken;

public static class CarriesRefreshTokenMetadata
{
    /// <summary>Declares that this route heeds <see cref="RefreshTokenTransport.Header"/>.</summary>
    public static RouteHandlerBuilder CarriesRefreshToken(this RouteHandlerBuilder builder) =>
        builder.WithMetadata(new CarriesRefreshToken());
}
