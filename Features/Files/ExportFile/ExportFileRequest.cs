namespace Engify.Features.Files.ExportFile;

/// <param name="Kind">What to export.</param>
/// <param name="From">Only rows of then or later.</param>
/// <param name="To">Only rows of before.</param>
public sealed record ExportFileRequest(string Kind, DateTimeOffset? From, DateTimeOffset? To) : IQuery<ExportedFile>;
