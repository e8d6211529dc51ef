using Engify.Features.Tas;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Engify.Features.Courses.AddCourseTa;

public sealed class AddCourseTaEndpoint : EngifyEndpoint
{
    protected override RouteHandlerBuilder Map(Routes routes) => routes
        .MapPut("/courses/{courseId}/tas/{taId}", Handle)
        .RequireAuthorization(Policies.Admin)
        .AcceptsIdempotencyKey()
        .ProducesRuleProblems(CourseRules.Exists, TaRules.Exists);

    /// <summary>Lets a TA teach a course.</summary>
    /// <remarks>For administrators. Doing it again changes nothing.</remarks>
    /// <param name="courseId">The course.</param>
    /// <param name="taId">The TA.</param>
    /// <response code="204">The TA teaches it, now or before.</response>
    public static Task<NoContent> Handle(
        UrlValue<Guid> courseId, UrlValue<Guid> taId, Commands commands, CancellationToken cancellationToken) =>
        commands.SendAsync(new AddCourseTaRequest(courseId, taId), _ => TypedResults.NoContent(), cancellationToken);
}
