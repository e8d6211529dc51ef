using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Engify.Features.Terms.CreateTerm;

public sealed class CreateTermEndpoint : EngifyEndpoint
{
    protected override RouteHandlerBuilder Map(Routes routes) => routes
        .MapPost("/terms", Handle)
        .RequireAuthorization(Policies.Admin)
        .AcceptsIdempotencyKey()
        .ProducesRuleProblems(TermRules.CodeIsFree);

    /// <summary>Creates a term.</summary>
    /// <remarks>For administrators. Both days are included.</remarks>
    /// <param name="request">The term.</param>
    /// <response code="201">The term.</response>
    public static Task<CreatedWithTag<TermResponse>> Handle(
        CreateTermRequest request, Commands commands, LinkGenerator links, HttpContext context,
        CancellationToken cancellationToken) =>
        commands.SendAsync(
            request,
            term => new CreatedWithTag<TermResponse>(
                term, links.GetPathByName(context, "GetTerm", new { termId = term.Id })),
            cancellationToken);
}
