using System.Security;
using Engify.Features.Files;
using Engify.Features.Files.ExportFile;
using Engify.Features.Files.ImportFile;
using Engify.Features.Http;
using FluentValidation;
using MediatR;

namespace Engify.Api.Operate;

/// <summary>The verbs that bring and take away files.</summary>
internal static class FileVerbs
{
    public const string Kind = "kind";
    public const string File = "file";
    public const string DryRun = "dry-run";

    public static Task<int> ImportAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var settings = services.GetRequiredService<IConfiguration>();
        var isDryRun = settings[DryRun] is not null;
        return RunAsync(services, async (scope, mediator) =>
        {
            var content = await ReadAsync(settings[File]!, cancellationToken);
            var file = scope.GetRequiredService<FileKinds>().Read(settings[Kind]!, content);
            var done = await mediator.Send(new ImportFileRequest(file, isDryRun), cancellationToken);
            Console.WriteLine(
                $"{(isDryRun ? "Would have created" : "Created")} {done.Created}, updated {done.Updated} and left "
                + $"{done.Unchanged} unchanged.");
        });
    }

    public static Task<int> ExportAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var settings = services.GetRequiredService<IConfiguration>();
        var request = new ExportFileRequest(settings[Kind]!, Instant("from"), Instant("to"));
        return RunAsync(services, async (_, mediator) =>
        {
            var file = await mediator.Send(request, cancellationToken);
            await using var output = Console.OpenStandardOutput();
            await file.WriteAsync(() => output, cancellationToken);
        });

        DateTimeOffset? Instant(string name) => settings[name] is not { } text ? null
            : UrlValue<DateTimeOffset>.TryParse(text, out var instant) ? instant.Value
            : throw new OperatorException(
                $"--{name} must be an instant with its offset, such as 2026-01-31T18:00:00Z.");
    }

    private static async Task<int> RunAsync(
        IServiceProvider services, Func<IServiceProvider, IMediator, Task> work)
    {
        await using var scope = services.CreateAsyncScope();
        try
        {
            await work(scope.ServiceProvider, scope.ServiceProvider.GetRequiredService<IMediator>());
            return Verb.Success;
        }
        catch (RuleViolationException refusal)
        {
            await Console.Error.WriteLineAsync($"{refusal.Message}.");
            if (refusal.Details is ImportResponse failed)
                await TellAsync(failed);
            return Verb.Failed;
        }
        catch (ValidationException invalid)
        {
            await Console.Error.WriteLineAsync(invalid.Errors.First().ErrorMessage);
            return Verb.Failed;
        }
    }

    private static async Task TellAsync(ImportResponse failed)
    {
        foreach (var error in failed.Errors)
        {
            var place = error.Column is null ? $"{error.Line}" : $"{error.Line}, {error.Column}";
            await Console.Error.WriteLineAsync($"Line {place}: {error.Message} ({error.Code})");
        }

        if (failed.ErrorCount > failed.Errors.Count)
            await Console.Error.WriteLineAsync($"There are {failed.ErrorCount - failed.Errors.Count} errors more.");
    }

    private static async Task<byte[]> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            return await System.IO.File.ReadAllBytesAsync(path, cancellationToken);
        }
        catch (Exception failure) when (
            failure is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException
                or SecurityException)
        {
            throw new OperatorException(OperatorFault.OneLine($"The file cannot be read: {failure.Message}"));
        }
    }
}
