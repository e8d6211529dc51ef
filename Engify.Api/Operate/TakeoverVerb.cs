using System.Globalization;
using System.Text;
using Engify.Features.FirstGeneration.ImportPrisma;
using MediatR;
using Npgsql;

namespace Engify.Api.Operate;

/// <summary>The verb that takes over a database of the first generation.</summary>
internal static class TakeoverVerb
{
    public const string Source = "connection-string";
    public const string DryRun = "dry-run";
    public const string SkipConflicts = "skip-conflicts";

    private const int Refused = 2;

    public static async Task<int> ImportPrismaAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var settings = services.GetRequiredService<IConfiguration>();
        var request = new ImportPrismaRequest(
            settings[Source]!, IsOn(settings, DryRun), IsOn(settings, SkipConflicts), ReportAsync);
        var response = await SendAsync(services, request, cancellationToken);
        if (response.IsRefused)
        {
            await Console.Error.WriteLineAsync(
                $"Nothing is taken over, because of {response.Conflicts} conflicts: correct the rows in the old "
                + $"database, or leave out what the lines say with --{SkipConflicts}.");
            return Refused;
        }

        var rows = response.Rows.Where(rows => rows.Count > 0 && rows.Table != "legacy_ids")
            .Select(rows => $"{rows.Count} {rows.Table.Replace('_', ' ')}").ToList();
        Console.WriteLine(
            rows.Count == 0 ? "There is nothing to take over." : $"Takes over {string.Join(", ", rows)}.");
        if (request.IsDryRun)
            Console.WriteLine("This is a dry run: nothing has been changed.");
        return Verb.Success;
    }

    private static async Task<ImportPrismaResponse> SendAsync(
        IServiceProvider services, ImportPrismaRequest request, CancellationToken cancellationToken)
    {
        await using var scope = services.CreateAsyncScope();
        try
        {
            return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request, cancellationToken);
        }
        catch (UnreadableSourceException unreadable)
        {
            throw new OperatorException(OperatorFault.OneLine(unreadable.Message));
        }
        catch (RuleViolationException violation)
        {
            throw new OperatorException(OperatorFault.OneLine(
                $"Nothing was taken over: {violation.InnerException?.Message}"));
        }
        catch (PostgresException refused) when (!refused.IsTransient && !OperatorFault.IsRefusal(refused))
        {
            throw new OperatorException(OperatorFault.OneLine(
                $"Nothing was taken over: {refused.MessageText}. {refused.Detail}"));
        }
    }

    /// <summary>One line for each, whatever an id or an email consists of.</summary>
    private static Task ReportAsync(ImportPrismaFinding finding) => Console.Out.WriteLineAsync(OnOneLine(
        $"{finding.Level} {finding.Code} {finding.Kind} {finding.LegacyId}: {finding.Sentence}"));

    private static string OnOneLine(string text)
    {
        var line = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            var isUnseen = CharUnicodeInfo.GetUnicodeCategory(character) is UnicodeCategory.Control
                or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
            line.Append(isUnseen ? $"\\u{(int)character:x4}" : $"{character}");
        }

        return line.ToString();
    }

    private static bool IsOn(IConfiguration settings, string flag) =>
        settings[flag] is "true" or "True";
}
