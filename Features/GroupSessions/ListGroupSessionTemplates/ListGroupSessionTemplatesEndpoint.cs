using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Engify.Features.GroupSessions.ListGroupSessionTemplates;

public sealed class ListGroupSessionTemplatesEndpoint : EngifyEndpoint
{
    protected override RouteHandlerBuilder Map(Routes routes) => routes
        .MapGet("/group-session-templates", Handle)
        .RequireAuthorization(Policies.TaOrAdmin)
        .ProducesRuleProblems(AccessRules.Allowed);

    /// <summary>Lists the weekly group sessions, by day and time.</summary>
    /// <remarks>For administrators; a TA is told of theirs.</remarks>
    /// <param name="courseId">Only those of this course.</param>
    /// <param name="taId">Only those of this TA.</param>
    /// <param name="q">A part of the course's code or name or of the TA's name, in any case.</param>
    /// <param name="includeInactive">Whether to list those that do not go on, too.</param>
    /// <param name="limit">The most rows to return; 50 unless told.</param>
    /// <param name="cursor">Where the previous page ended; take it from the <c>Link</c> header of that answer.</param>
    /// <response code="200">A page of the weekly group sessions.</response>
    public static async Task<Ok<IReadOnlyList<GroupSessionTemplateDetailsResponse>>> Handle(
        UrlValue<Guid>? courseId, UrlValue<Guid>? taId, string? q, bool? includeInactive, UrlValue<int>? limit,
        Cursor<WeekTime>? cursor, IMediator mediator, HttpResponse response, CancellationToken cancellationToken)
    {
        var request = new ListGroupSessionTemplatesRequest(
            courseId?.Value, taId?.Value, q, includeInactive ?? false, limit?.Value ?? Page.DefaultLimit, cursor);
        return TypedResults.Ok(response.LinkNext(await mediator.Send(request, cancellationToken)));
    }
}
