using MediatR;
using Microsoft.AspNetCore.Builder;

namespace Engify.Features.GroupSessions.GetGroupSessionTemplate;

public sealed class GetGroupSessionTemplateEndpoint : EngifyEndpoint
{
    protected override RouteHandlerBuilder Map(Routes routes) => routes
        .MapGet("/group-session-templates/{templateId}", Handle)
        .RequireAuthorization(Policies.TaOrAdmin)
        .ProducesRuleProblems(AccessRules.Allowed, GroupSessionRules.TemplateExists);

    /// <summary>Shows one weekly group session.</summary>
    /// <remarks>For its TA and administrators. Those that do not go on are found, too.</remarks>
    /// <param name="templateId">The weekly group session.</param>
    /// <response code="200">The weekly group session.</response>
    public static async Task<CacheableOk<GroupSessionTemplateDetailsResponse>> Handle(
        UrlValue<Guid> templateId, IMediator mediator, CancellationToken cancellationToken) =>
        new(
            await mediator.Send(new GetGroupSessionTemplateRequest(templateId), cancellationToken),
            CacheControl.Revalidate);
}
