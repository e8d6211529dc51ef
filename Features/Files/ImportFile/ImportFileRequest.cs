namespace Engify.Features.Files.ImportFile;

/// <param name="File">The file.</param>
/// <param name="IsDryRun">Whether only to say what would be done.</param>
public sealed record ImportFileRequest(ImportedFile File, bool IsDryRun) : ICommand<ImportResponse>
{
    public AuditedObject? Audited(ImportResponse response) => IsDryRun
        ? null
        : new AuditedObject(
            File.Kind, null,
            $"created {response.Created}, updated {response.Updated}, unchanged {response.Unchanged}");
}
