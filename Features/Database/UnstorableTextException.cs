namespace Engify.Features.Database;

/// <summary>A statement contained text that PostgreSQL cannot store.</summary>
public sealed class UnstorableTextException()
    : Exception("Text with NUL or half a surrogate pair cannot be sent to PostgreSQL.");
