namespace Engify.Features.Pipeline.Idempotency;

/// <summary>What one request and its command have to tell each other about the <c>Idempotency-Key</c>.</summary>
internal sealed class IdempotencyContext
{
    /// <summary>The request's key; null where it came without.</summary>
    public string? Key { get; set; }

    /// <summary>Whether the command that the key belongs to is running: those that it sends have no key.</summary>
    public bool Running { get; set; }

    /// <summary>The first answer when this request repeats one that was answered.</summary>
    public string? Replay { get; set; }
}
