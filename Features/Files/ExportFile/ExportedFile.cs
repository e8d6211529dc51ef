namespace Engify.Features.Files.ExportFile;

/// <summary>A file that is written as it is read from the database.</summary>
/// <param name="kind">What it is of.</param>
/// <param name="write">
/// Writes it to what the function gives, which is asked for once the database has answered.
/// </param>
public sealed class ExportedFile(string kind, Func<Func<Stream>, CancellationToken, Task> write)
{
    public string Name => $"{kind}.csv";

    public Task WriteAsync(Func<Stream> begin, CancellationToken cancellationToken) => write(begin, cancellationToken);
}
