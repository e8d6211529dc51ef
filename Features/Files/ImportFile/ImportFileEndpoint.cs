using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace Engify.Features.Files.ImportFile;

public sealed class ImportFileEndpoint : EngifyEndpoint
{
    protected override RouteHandlerBuilder Map(Routes routes) => routes
        .MapPost("/imports/{kind}", Handle)
        .RequireAuthorization(Policies.Admin)
        .Accepts<string>(CsvText.MediaType)
        .WithMetadata(new RequestSizeLimitAttribute(CsvBody.MaxFramedSize))
        .WithMetadata(FileTime.Limit)
        .AcceptsIdempotencyKey()
        .ProducesRuleProblems(FileRules.KindExists, FileRules.ImportsWhole)
        .WithMetadata(new RuleDetails(FileRules.ImportsWhole, typeof(ImportResponse)));

    /// <summary>Creates and changes many rows from a file.</summary>
    /// <remarks>
    /// For administrators. Kinds are `terms`, `courses`, `tas`, `teaching`, `products`, `templates`, `hours`,
    /// `closures` and `students`; the columns are those of the export of the same kind. Columns that are not there
    /// leave what is there unchanged. All lines are imported or none is: if anything is wrong, `import_failed` lists it
    /// by line.
    /// </remarks>
    /// <param name="kind">What the file is of.</param>
    /// <param name="dryRun">Whether only to say what would be done.</param>
    /// <param name="file">The file: UTF-8, with commas or semicolons, of 5 MiB at most.</param>
    /// <response code="200">How many rows were created, changed and left as they were.</response>
    public static Task<Ok<ImportResponse>> Handle(
        string kind, bool? dryRun, CsvBody file, FileKinds kinds, Commands commands,
        CancellationToken cancellationToken) =>
        commands.SendAsync(
            new ImportFileRequest(kinds.Read(kind, file.Content), dryRun ?? false), TypedResults.Ok,
            cancellationToken);
}
