using Engify.Features.Products;
using Microsoft.AspNetCore.Builder;

namespace Engify.Features.Courses.ChangeCourse;

public sealed class ChangeCourseEndpoint : EngifyEndpoint
{
    protected override RouteHandlerBuilder Map(Routes routes) => routes
        .MapPut("/courses/{courseId}", Handle)
        .RequireAuthorization(Policies.Admin)
        .RequiresIfMatch()
        .AcceptsIdempotencyKey()
        .ProducesRuleProblems(CourseRules.Exists, CourseRules.CodeIsFree);

    /// <summary>Changes a course.</summary>
    /// <remarks>
    /// Where it is made inactive, sessions that are booked stay as they are; the answer lists those to come.
    /// </remarks>
    /// <param name="courseId">The course.</param>
    /// <param name="ifMatch">Which state of it is to be changed.</param>
    /// <param name="body">The whole course.</param>
    /// <response code="200">The course, and the sessions for which it is not offered any more.</response>
    public static Task<ChangedOk<ChangedCourseResponse>> Handle(
        UrlValue<Guid> courseId, IfMatch ifMatch, ChangeCourseBody body, Commands commands,
        CancellationToken cancellationToken)
    {
        var request = new ChangeCourseRequest(
            courseId, ifMatch, body.Code, body.Name, body.Description, body.IsActive);
        return commands.SendAsync(
            request,
            course => new ChangedOk<ChangedCourseResponse>(course, EntityTags.Of<CourseDetailsResponse>(course)),
            cancellationToken);
    }
}
