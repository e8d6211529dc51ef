namespace Engify.Features.Database;

/// <summary>Text was to be sent to PostgreSQL that it cannot hold.</summary>
public sealed class UnstorableTextException()
    : Exception("Text with NUL or half a surrogate pair cannot be sent to PostgreSQL.");
