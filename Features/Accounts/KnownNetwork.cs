namespace Engify.Features.Accounts;

/// <summary>A network from which somebody has signed in with the right password before.</summary>
public sealed class KnownNetwork
{
    public Guid AccountId { get; private set; }

    /// <summary>As <see cref="Origin"/> writes it.</summary>
    public string Network { get; private set; } = null!;

    public DateTimeOffset LastSignedInAt { get; private set; }
}
