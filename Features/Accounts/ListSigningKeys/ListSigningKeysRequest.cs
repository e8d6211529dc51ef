namespace Engify.Features.Accounts.ListSigningKeys;

public sealed record ListSigningKeysRequest : IQuery<SigningKeySetResponse>;
