namespace Engify.Features.Http;

/// <summary>Metadata of a route whose command may be repeated with an <c>Idempotency-Key</c>.</summary>
public sealed class AcceptsIdempotencyKey;
