using Engify.Features.Tas;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Engify.Features.Courses.AddCourseTa;

public sealed class AddCourseTaEndpoint : EngifyEndpoint
{
    protected override RouteHandlerBuilder Map(IEndpointRouteBuilder routes) => routes
        .MapPut("/courses/{courseId}/tas/{taId}", Handle)
        .RequireAuthorization(Policies.Admin)
        .AcceptsIdempotencyKey()
        .ProducesRuleProblems(CourseRules.Exists, TaRules.Exists);

    /// <summary>Lets a TA teach a course.</summary>
    /// <remarks>For administrators. Doing it again changes nothing.</remarks>
    /// <param name="courseId">The course.</param>
    /// <param name="taId">The TA.</param>
    /// <response code="204">The TA teaches it, now or before.</response>
    public static async Task<NoContent> Handle(
        UrlValue<Guid> courseId, UrlValue<Guid> taId, IMediator mediator, CancellationToken cancellationToken)
    {
        await mediator.Send(new AddCourseTaRequest(courseId, taId), cancellationToken);
        return TypedResults.NoContent();
    }
}
