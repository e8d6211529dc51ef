namespace Engify.Features.Accounts;

/// <summary>The refresh tokens of one sign-in. They end together.</summary>
public sealed class RefreshTokenFamily(Guid id, Guid accountId, DateTimeOffset createdAt, string? network)
{
    public Guid Id { get; private set; } = id;

    public Guid AccountId { get; private set; } = accountId;

    public DateTimeOffset CreatedAt { get; private set; } = createdAt;

    /// <summary>
    /// The network it began in, as <see cref="Origin"/> writes it; null if it is older than this column.
    /// </summary>
    public string? Network { get; private set; } = network;

    /// <summary>When its owner ended it or one of its tokens was used twice; null while it is valid.</summary>
    public DateTimeOffset? RevokedAt { get; private set; }
}
