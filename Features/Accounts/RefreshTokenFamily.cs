namespace Engify.Features.Accounts;

/// <summary>The refresh tokens of one sign-in. They end together.</summary>
public sealed class RefreshTokenFamily(Guid id, Guid accountId, DateTimeOffset createdAt)
{
    public Guid Id { get; private set; } = id;

    public Guid AccountId { get; private set; } = accountId;

    public DateTimeOffset CreatedAt { get; private set; } = createdAt;

    /// <summary>When its owner signed out or one of its tokens was used twice; null while it is valid.</summary>
    public DateTimeOffset? RevokedAt { get; private set; }
}
