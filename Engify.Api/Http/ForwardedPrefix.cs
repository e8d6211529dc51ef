namespace Engify.Api.Http;

/// <summary>What a trusted proxy took off the path that the client sent.</summary>
/// <param name="Path">Such as <c>/tutoring</c>.</param>
internal sealed record ForwardedPrefix(PathString Path);
