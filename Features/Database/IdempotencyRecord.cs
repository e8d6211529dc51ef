namespace Engify.Features.Database;

/// <summary>The answer to a command with an <c>Idempotency-Key</c>, kept for repeats.</summary>
/// <param name="caller">Whose key it is.</param>
/// <param name="key">The key, as the caller chose it.</param>
/// <param name="requestHash">SHA-256 of the command: a repeat must ask for the same.</param>
/// <param name="status">The answer's status code.</param>
/// <param name="headers">Its headers, a line each.</param>
/// <param name="response">Its JSON.</param>
/// <param name="createdAt">When it was answered.</param>
public sealed class IdempotencyRecord(
    string caller, string key, byte[] requestHash, short status, string[] headers, ProtectedText response,
    DateTimeOffset createdAt)
{
    public string Caller { get; private set; } = caller;

    public string Key { get; private set; } = key;

    public byte[] RequestHash { get; private set; } = requestHash;

    public short Status { get; private set; } = status;

    public string[] Headers { get; private set; } = headers;

    public ProtectedText Response { get; private set; } = response;

    public DateTimeOffset CreatedAt { get; private set; } = createdAt;
}
