namespace Engify.Features.Accounts.RotateSigningKey;

/// <summary>A new signing key. Concurrent rotations make only one.</summary>
public sealed record RotateSigningKeyRequest : ICommand<RotateSigningKeyResponse>
{
    public AuditedObject? Audited(RotateSigningKeyResponse response) => AuditedObject.Of<SigningKey>(response.Id);
}
