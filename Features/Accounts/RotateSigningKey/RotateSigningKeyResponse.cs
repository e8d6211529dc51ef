namespace Engify.Features.Accounts.RotateSigningKey;

/// <param name="Id">The new key's.</param>
/// <param name="ActiveFrom">When it begins to sign.</param>
public sealed record RotateSigningKeyResponse(Guid Id, DateTimeOffset ActiveFrom);
