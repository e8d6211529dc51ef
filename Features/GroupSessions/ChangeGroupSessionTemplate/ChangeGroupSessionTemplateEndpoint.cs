using Engify.Features.Tas;
using Engify.Features.Terms;
using Microsoft.AspNetCore.Builder;

namespace Engify.Features.GroupSessions.ChangeGroupSessionTemplate;

public sealed class ChangeGroupSessionTemplateEndpoint : EngifyEndpoint
{
    protected override RouteHandlerBuilder Map(Routes routes) => routes
        .MapPut("/group-session-templates/{templateId}", Handle)
        .RequireAuthorization(Policies.Admin)
        .RequiresIfMatch()
        .AcceptsIdempotencyKey()
        .ProducesRuleProblems(
            GroupSessionRules.TemplateExists, TaRules.Exists, TaRules.TeachesCourse, TermRules.Exists);

    /// <summary>Changes a weekly group session.</summary>
    /// <remarks>
    /// For administrators. Its sessions to come that nobody has joined are moved, added or removed. Those that students
    /// have joined stay as they are, and the answer lists those that differ from what it is now. Made inactive, it
    /// keeps only those.
    /// </remarks>
    /// <param name="templateId">The weekly group session.</param>
    /// <param name="ifMatch">Which state of it is to be changed.</param>
    /// <param name="terms">The whole weekly group session.</param>
    /// <response code="200">The weekly group session, and what became of its sessions to come.</response>
    public static Task<ChangedOk<WeeklyScheduleResponse>> Handle(
        UrlValue<Guid> templateId, IfMatch ifMatch, GroupSessionTemplateTerms terms, Commands commands,
        CancellationToken cancellationToken) =>
        commands.SendAsync(
            new ChangeGroupSessionTemplateRequest(templateId, ifMatch, terms),
            changed => new ChangedOk<WeeklyScheduleResponse>(changed, EntityTags.Of(changed.Template)),
            cancellationToken);
}
