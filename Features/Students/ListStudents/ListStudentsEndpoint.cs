using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Engify.Features.Students.ListStudents;

public sealed class ListStudentsEndpoint : EngifyEndpoint
{
    protected override RouteHandlerBuilder Map(Routes routes) => routes
        .MapGet("/students", Handle)
        .RequireAuthorization(Policies.Admin);

    /// <summary>Lists the students, by name.</summary>
    /// <remarks>For administrators.</remarks>
    /// <param name="q">A part of the email or the name, in any case.</param>
    /// <param name="includeInactive">Whether to list the inactive ones, too.</param>
    /// <param name="limit">The most rows to return; 50 unless told.</param>
    /// <param name="cursor">
    /// Where the page before ended: part of the address in that answer's <c>Link</c> header.
    /// </param>
    /// <response code="200">A page of the students.</response>
    public static async Task<Ok<IReadOnlyList<StudentResponse>>> Handle(
        string? q, bool? includeInactive, UrlValue<int>? limit, Cursor<string>? cursor,
        IMediator mediator, HttpResponse response, CancellationToken cancellationToken)
    {
        var request = new ListStudentsRequest(q, includeInactive ?? false, limit?.Value ?? Page.DefaultLimit, cursor);
        return TypedResults.Ok(response.LinkNext(await mediator.Send(request, cancellationToken)));
    }
}
