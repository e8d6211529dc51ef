using Engify.Features.Products;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Engify.Features.Courses.CreateCourse;

public sealed class CreateCourseEndpoint : EngifyEndpoint
{
    protected override RouteHandlerBuilder Map(Routes routes) => routes
        .MapPost("/courses", Handle)
        .RequireAuthorization(Policies.Admin)
        .AcceptsIdempotencyKey()
        .ProducesRuleProblems(CourseRules.CodeIsFree);

    /// <summary>Creates a course.</summary>
    /// <remarks>For administrators. No other course may have the same code, in any case.</remarks>
    /// <param name="request">The course.</param>
    /// <response code="201">The course.</response>
    public static Task<CreatedWithTag<CourseDetailsResponse>> Handle(
        CreateCourseRequest request, Commands commands, LinkGenerator links, HttpContext context,
        CancellationToken cancellationToken) =>
        commands.SendAsync(
            request,
            course => new CreatedWithTag<CourseDetailsResponse>(
                course, links.GetPathByName(context, "GetCourse", new { courseId = course.Id })),
            cancellationToken);
}
