using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Engify.Features.Accounts;

/// <summary>Issues access tokens: JSON Web Tokens (RFC 7519), signed with ES256.</summary>
public sealed class AccessTokens(SigningKeys keys, TimeProvider clock, IOptions<TokenIssuerOptions> options)
{
    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false };

    public async Task<string> IssueAsync(Account account, CancellationToken cancellationToken)
    {
        var claims = new Dictionary<string, object>
        {
            [Caller.AccountIdClaim] = account.Id.ToString(),
            [Caller.RoleClaim] = account.Role.ToString().ToLowerInvariant(),
            [JwtRegisteredClaimNames.Jti] = Guid.NewGuid().ToString(),
        };
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
