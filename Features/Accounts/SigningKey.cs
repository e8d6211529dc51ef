namespace Engify.Features.Accounts;

/// <summary>A key that signs access tokens. Keys form a chain, so that two concurrent rotations make one key.</summary>
/// <param name="id">The <c>kid</c> of the tokens.</param>
/// <param name="predecessorId">The key that it follows; null for the first.</param>
/// <param name="protectedKey">The private key in PKCS #8, encrypted with Data Protection.</param>
/// <param name="activeFrom">When it begins to sign, which is not before every instance knows it.</param>
public sealed class SigningKey(Guid id, Guid? predecessorId, byte[] protectedKey, DateTimeOffset activeFrom)
{
    public Guid Id { get; private set; } = id;

    public Guid? PredecessorId { get; private set; } = predecessorId;

    public byte[] ProtectedKey { get; private set; } = protectedKey;

    public DateTimeOffset ActiveFrom { get; private set; } = activeFrom;
}
