using Engify.Features.Courses;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Engify.Features.Availability.GetCourseBookingRules;

public sealed class GetCourseBookingRulesEndpoint : EngifyEndpoint
{
    protected override RouteHandlerBuilder Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/courses/{courseId}/booking-rules", Handle)
        .AllowAnonymous()
        .ProducesRuleProblems(CourseRules.Exists);

    /// <summary>Shows when and for how long sessions of a course may be booked.</summary>
    /// <remarks>Open to anyone.</remarks>
    /// <param name="courseId">The course.</param>
    /// <response code="200">The rules that hold, and which of them are the course's own.</response>
    public static async Task<CacheableOk<CourseBookingRulesResponse>> Handle(
        UrlValue<Guid> courseId, IMediator mediator, CancellationToken cancellationToken) =>
        new(
            await mediator.Send(new GetCourseBookingRulesRequest(courseId), cancellationToken),
            CacheControl.Revalidate);
}
