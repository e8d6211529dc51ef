namespace Engify.Features.Database;

/// <summary>The <c>Idempotency-Key</c> of one request.</summary>
internal sealed class IdempotencyContext
{
    /// <summary>Null where the request came without.</summary>
    public string? Key { get; set; }
}
