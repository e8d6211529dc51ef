using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Engify.Features.Accounts;

/// <summary>Issues access tokens: JSON Web Tokens (RFC 7519), signed with ES256.</summary>
public sealed class AccessTokens(SigningKeys keys, TimeProvider clock, IOptions<TokenIssuerOptions> options)
{
    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false };

    /// <param name="account">Whom it speaks of.</param>
    /// <param name="sessionId">The session that it ends with; null for one that ends with the account only.</param>
    /// <param name="cancellationToken">Ends the wait for the keys.</param>
    public async Task<string> IssueAsync(Account account, Guid? sessionId, CancellationToken cancellationToken)
    {
        var claims = new Dictionary<string, object>
        {
            [Caller.AccountIdClaim] = account.Id.ToString(),
            [Caller.RoleClaim] = account.Role.ToString().ToLowerInvariant(),
            [JwtRegisteredClaimNames.Jti] = Guid.NewGuid().ToString(),
        };
        if (sessionId is not null)
            claims[Caller.SessionIdClaim] = $"{sessionId}";
        if (account.StudentId is { } studentId)
            claims[Caller.StudentIdClaim] = studentId.ToString();
        if (account.TaId is { } taId)
            claims[Caller.TaIdClaim] = taId.ToString();

        var now = clock.GetUtcNow().UtcDateTime;
        return Handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = options.Value.Issuer,
            Audience = options.Value.Audience,
            IssuedAt = now,
            Expires = now + options.Value.AccessTokenLifetime,
            Claims = claims,
            SigningCredentials = new SigningCredentials(
                (await keys.GetAsync(cancellationToken)).Signer, SecurityAlgorithms.EcdsaSha256),
        });
    }
}
