namespace Engify.Features.Invitations;

/// <summary>
/// Somebody may open an account with a link that is good once. An email has one invitation at a time; whoever is
/// invited again gets another link, and the first is worth nothing.
/// </summary>
public sealed class Invitation(
    Guid id, string email, string name, AccountRole role, byte[] tokenHash, DateTimeOffset createdAt)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    public Guid Id { get; private set; } = id;

    public string Email { get; private set; } = email;

    public string Name { get; private set; } = name;

    public AccountRole Role { get; private set; } = role;

    /// <summary>SHA-256 of the link's token. It is random, so it needs neither salt nor stretching.</summary>
    public byte[] TokenHash { get; private set; } = tokenHash;

    public DateTimeOffset CreatedAt { get; private set; } = createdAt;

    public DateTimeOffset ExpiresAt { get; private set; } = createdAt + Lifetime;
}
