using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Engify.Features.Accounts;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Caching.Memory;

namespace Engify.Api.SignIn;

/// <summary>
/// Remembers until a token of our own expires who it belongs to, because verifying a signature takes as long as reading
/// a list of bookings. Checks each time whether its key, its account and its session still count, which may
/// end a token earlier.
/// </summary>
internal sealed class OwnTokenEvents(SigningKeys keys, EndedAccessMemory ended, TimeProvider clock)
    : BearerProblems, IDisposable
{
    private const int MaxRemembered = 20_000;

    private readonly MemoryCache verified = new(new MemoryCacheOptions { SizeLimit = MaxRemembered });

    public override async Task MessageReceived(MessageReceivedContext context)
    {
        if (verified.TryGetValue(HashOf(context.Request), out VerifiedToken? token)
            && token!.ExpiresAt > clock.GetUtcNow()
            && (await keys.GetAsync(context.HttpContext.RequestAborted)).Accepted.Any(key => key.KeyId == token.KeyId))
        {
            context.Principal = token.Principal;
            context.Success();
            await RefuseEndedAsync(context, token.Principal, ended);
        }
    }

    public override async Task TokenValidated(TokenValidatedContext context)
    {
        var token = context.SecurityToken;
        var expiresAt = new DateTimeOffset(token.ValidTo, TimeSpan.Zero);
        if (expiresAt - clock.GetUtcNow() is { Ticks: > 0 } remaining)
        {
            verified.Set(
                HashOf(context.Request),
                new VerifiedToken(context.Principal!, expiresAt, token.SigningKey.KeyId),
                new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = remaining });
        }

        await RefuseEndedAsync(context, context.Principal!, ended);
    }

    public void Dispose() => verified.Dispose();

    /// <summary>The token itself is a secret and is not stored.</summary>
    private static string HashOf(HttpRequest request) =>
        Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(request.Headers.Authorization.ToString())));

    private sealed record VerifiedToken(ClaimsPrincipal Principal, DateTimeOffset ExpiresAt, string KeyId);
}
