using Microsoft.Extensions.Options;

namespace Engify.Features.Accounts;

/// <summary>Issues tokens to somebody who has proved who they are.</summary>
internal sealed class Sessions(
    EngifyDbContext db, AccessTokens accessTokens, TimeProvider clock, IOptions<TokenIssuerOptions> options)
{
    /// <summary>Begins a family of refresh tokens.</summary>
    public Task<SessionResponse> StartAsync(Account account, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var family = new RefreshTokenFamily(Guid.CreateVersion7(now), account.Id, now);
        db.Add(family);
        return ContinueAsync(account, family.Id, now, cancellationToken);
    }

    /// <summary>Adds a refresh token to a family.</summary>
    /// <param name="account">Whose it is.</param>
    /// <param name="familyId">The family.</param>
    /// <param name="since">When its generation began; its lifetime counts from then.</param>
    /// <param name="cancellationToken">Ends the wait for the keys.</param>
    public async Task<SessionResponse> ContinueAsync(
        Account account, Guid familyId, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var refreshToken = RefreshToken.Generate();
        db.Add(new RefreshToken(
            RefreshToken.HashOf(refreshToken), familyId, since, since + options.Value.RefreshTokenLifetime));
        return new SessionResponse(
            await accessTokens.IssueAsync(account, cancellationToken),
            "Bearer",
            (int)options.Value.AccessTokenLifetime.TotalSeconds,
            refreshToken,
            UserResponse.From(account));
    }
}
