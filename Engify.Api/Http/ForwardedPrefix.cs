namespace Engify.Api.Http;

/// <summary>The part of the client's path that a trusted proxy removed.</summary>
/// <param name="Path">Such as <c>/tutoring</c>.</param>
internal sealed record ForwardedPrefix(PathString Path);
