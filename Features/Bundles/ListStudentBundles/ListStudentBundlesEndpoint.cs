using Engify.Features.Students;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Engify.Features.Bundles.ListStudentBundles;

public sealed class ListStudentBundlesEndpoint : EngifyEndpoint
{
    protected override RouteHandlerBuilder Map(Routes routes) => routes
        .MapGet("/bundles/students/{studentId}", Handle)
        .RequireAuthorization(Policies.StudentOrAdmin)
        .ProducesRuleProblems(AccessRules.Allowed, StudentRules.Exists);

    /// <summary>Lists a student's bundle purchases, newest first.</summary>
    /// <remarks>
    /// For that student and administrators. Bundles that are used up or no longer valid are included.
    /// </remarks>
    /// <param name="studentId">The student.</param>
    /// <param name="limit">The most rows to return; 50 unless told.</param>
    /// <param name="cursor">Where the previous page ended; take it from the <c>Link</c> header of that answer.</param>
    /// <response code="200">A page of the student's bundles.</response>
    public static async Task<Ok<IReadOnlyList<BundlePurchaseResponse>>> Handle(
        UrlValue<Guid> studentId, UrlValue<int>? limit, Cursor<DateTimeOffset>? cursor,
        IMediator mediator, HttpResponse response, CancellationToken cancellationToken)
    {
        var request = new ListStudentBundlesRequest(studentId, limit?.Value ?? Page.DefaultLimit, cursor);
        return TypedResults.Ok(response.LinkNext(await mediator.Send(request, cancellationToken)));
    }
}
