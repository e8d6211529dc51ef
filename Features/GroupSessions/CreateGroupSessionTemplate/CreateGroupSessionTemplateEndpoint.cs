using Engify.Features.Courses;
using Engify.Features.Tas;
using Engify.Features.Terms;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Engify.Features.GroupSessions.CreateGroupSessionTemplate;

public sealed class CreateGroupSessionTemplateEndpoint : EngifyEndpoint
{
    protected override RouteHandlerBuilder Map(Routes routes) => routes
        .MapPost("/courses/{courseId}/group-session-templates", Handle)
        .RequireAuthorization(Policies.Admin)
        .AcceptsIdempotencyKey()
        .ProducesRuleProblems(CourseRules.Exists, TaRules.Exists, TaRules.TeachesCourse, TermRules.Exists);

    /// <summary>Adds a weekly group session to a course.</summary>
    /// <remarks>
    /// For administrators. The sessions of the coming weeks are scheduled at once; where the TA is busy, there is none,
    /// and the answer says so. Dates that are left out are those of the term.
    /// </remarks>
    /// <param name="courseId">The course.</param>
    /// <param name="terms">The weekly group session.</param>
    /// <response code="201">The weekly group session, and how many sessions were scheduled.</response>
    public static Task<CreatedWithTag<WeeklyScheduleResponse>> Handle(
        UrlValue<Guid> courseId, GroupSessionTemplateTerms terms, Commands commands, LinkGenerator links,
        HttpContext context, CancellationToken cancellationToken) =>
        commands.SendAsync(
            new CreateGroupSessionTemplateRequest(courseId, terms),
            made => new CreatedWithTag<WeeklyScheduleResponse>(
                made, links.GetPathByName(context, "GetGroupSessionTemplate", new { templateId = made.Id }),
                EntityTags.Of(made.Template)),
            cancellationToken);
}
