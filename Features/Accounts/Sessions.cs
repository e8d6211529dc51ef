using Engify.Features.Domain;
using Engify.Features.Persistence;
using Engify.Features.Pipeline.Tokens;
using Microsoft.Extensions.Options;

namespace Engify.Features.Accounts;

/// <summary>Hands out tokens to somebody who has shown who they are.</summary>
internal sealed class Sessions(
    EngifyDbContext db, AccessTokens accessTokens, TimeProvider clock, IOptions<TokenIssuerOptions> options)
{
    /// <summary>Begins a family of refresh tokens.</summary>
    public Task<SessionResponse> StartAsync(Account account, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var family = new RefreshTokenFamily(Guid.CreateVersion7(now), account.Id, now);
        db.Add(family);
        return ContinueAsync(account, family.Id, cancellationToken);
    }

    /// <summary>Adds the next refresh token to a family.</summary>
    public async Task<SessionResponse> ContinueAsync(
        Account account, Guid familyId, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var refreshToken = RefreshToken.Generate();
        db.Add(new RefreshToken(
            RefreshToken.HashOf(refreshToken), familyId, now, now + options.Value.RefreshTokenLifetime));
        return new SessionResponse(
            await accessTokens.IssueAsync(account, cancellationToken),
            "Bearer",
            (int)options.Value.AccessTokenLifetime.TotalSeconds,
            refreshToken,
            UserResponse.From(account));
    }
}
