namespace Engify.Features.Database;

/// <summary>Rules about the <c>Idempotency-Key</c> header.</summary>
public static class IdempotencyRules
{
    public static readonly Rule NotInProgress = new(
        "idempotency_in_progress", "The first request with this Idempotency-Key is still running", RuleKind.InProgress);

    public static readonly Rule SameRequest = new(
        "idempotency_key_reused", "This Idempotency-Key was used for another request", RuleKind.Contradiction);
}
