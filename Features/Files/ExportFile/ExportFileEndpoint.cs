using MediatR;
using Microsoft.AspNetCore.Builder;

namespace Engify.Features.Files.ExportFile;

public sealed class ExportFileEndpoint : EngifyEndpoint
{
    protected override RouteHandlerBuilder Map(Routes routes) => routes
        .MapGet("/exports/{kind}", Handle)
        .RequireAuthorization(Policies.Admin)
        .WithMetadata(FileTime.Limit)
        .ProducesRuleProblems(FileRules.KindExists);

    /// <summary>Gives all rows of a kind as a file.</summary>
    /// <remarks>
    /// For administrators. What `POST /imports/{kind}` takes, and `bookings` and `audit`. A cell that a spreadsheet
    /// would
    /// execute has an apostrophe in front, which an import takes away again.
    /// </remarks>
    /// <param name="kind">What the file is of.</param>
    /// <param name="from">Only rows of then or later, for bookings and the audit log.</param>
    /// <param name="to">Only rows of before, for bookings and the audit log.</param>
    /// <response code="200">The file: UTF-8, with commas.</response>
    public static async Task<CsvFile> Handle(
        string kind, UrlValue<DateTimeOffset>? from, UrlValue<DateTimeOffset>? to, IMediator mediator,
        CancellationToken cancellationToken) =>
        new(await mediator.Send(new ExportFileRequest(kind, from?.Value, to?.Value), cancellationToken));
}
