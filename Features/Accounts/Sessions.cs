using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Engify.Features.Accounts;

/// <summary>Issues tokens to somebody who has proved who they are.</summary>
internal sealed class Sessions(
    EngifyDbContext db, AccessTokens accessTokens, Caller caller, TimeProvider clock,
    IOptions<TokenIssuerOptions> options)
{
    /// <summary>Begins a family of refresh tokens.</summary>
    public Task<SessionResponse> StartAsync(Account account, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        var family = new RefreshTokenFamily(
            Guid.CreateVersion7(now), account.Id, now, Origin.NetworkOf(caller.Address));
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
            await accessTokens.IssueAsync(account, familyId, cancellationToken),
            "Bearer",
            (int)options.Value.AccessTokenLifetime.TotalSeconds,
            refreshToken,
            UserResponse.From(account));
    }

    /// <summary>Ends an account's sessions, and with them their access tokens.</summary>
    /// <param name="accountId">Whose they are.</param>
    /// <param name="exceptId">The one that goes on; null for none.</param>
    /// <param name="cancellationToken">Cancels the statement.</param>
    public Task<int> EndAsync(Guid accountId, Guid? exceptId, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        return db.RefreshTokenFamilies
            .Where(family => family.AccountId == accountId && family.RevokedAt == null && family.Id != exceptId)
            .ExecuteUpdateAsync(set => set.SetProperty(family => family.RevokedAt, now), cancellationToken);
    }
}
