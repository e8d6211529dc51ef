using MediatR;
using Microsoft.AspNetCore.Builder;

namespace Engify.Features.Terms.GetTerm;

public sealed class GetTermEndpoint : EngifyEndpoint
{
    protected override RouteHandlerBuilder Map(Routes routes) => routes
        .MapGet("/terms/{termId}", Handle)
        .AllowAnonymous()
        .ProducesRuleProblems(TermRules.Exists);

    /// <summary>Shows one term.</summary>
    /// <remarks>Open to anyone.</remarks>
    /// <param name="termId">The term.</param>
    /// <response code="200">The term.</response>
    public static async Task<CacheableOk<TermResponse>> Handle(
        UrlValue<Guid> termId, IMediator mediator, CancellationToken cancellationToken) =>
        new(await mediator.Send(new GetTermRequest(termId), cancellationToken), CacheControl.Revalidate);
}
