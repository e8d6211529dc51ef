using Engify.Features.Courses;
using Engify.Features.Students;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Engify.Features.Bundles.ListActiveBundles;

public sealed class ListActiveBundlesEndpoint : EngifyEndpoint
{
    protected override RouteHandlerBuilder Map(Routes routes) => routes
        .MapGet("/bundles/students/{studentId}/courses/{courseId}/active", Handle)
        .RequireAuthorization(Policies.SignedIn)
        .ProducesRuleProblems(AccessRules.Allowed, StudentRules.Exists, CourseRules.Exists);

    /// <summary>Lists a student's bundles for a course that are valid now, the longest-lasting first.</summary>
    /// <remarks>For that student, the TAs of the course and administrators.</remarks>
    /// <param name="studentId">The student.</param>
    /// <param name="courseId">The course.</param>
    /// <param name="limit">The most rows to return; 50 unless told.</param>
    /// <param name="cursor">Where the previous page ended; take it from the <c>Link</c> header of that answer.</param>
    /// <response code="200">A page of the student's bundles.</response>
    public static async Task<Ok<IReadOnlyList<BundlePurchaseResponse>>> Handle(
        UrlValue<Guid> studentId, UrlValue<Guid> courseId, UrlValue<int>? limit, Cursor<DateTimeOffset>? cursor,
        IMediator mediator, HttpResponse response, CancellationToken cancellationToken)
    {
        var request = new ListActiveBundlesRequest(studentId, courseId, limit?.Value ?? Page.DefaultLimit, cursor);
        return TypedResults.Ok(response.LinkNext(await mediator.Send(request, cancellationToken)));
    }
}
