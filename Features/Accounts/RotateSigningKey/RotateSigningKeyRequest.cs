namespace Engify.Features.Accounts.RotateSigningKey;

/// <summary>A new signing key. Rotations at the same time make one.</summary>
public sealed record RotateSigningKeyRequest : ICommand<RotateSigningKeyResponse>
{
    public AuditedObject? Audited(RotateSigningKeyResponse response) => AuditedObject.Of<SigningKey>(response.Id);
}
