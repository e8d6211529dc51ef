using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Engify.Features.Terms.CreateTerm;

public sealed class CreateTermEndpoint : EngifyEndpoint
{
    protected override RouteHandlerBuilder Map(IEndpointRouteBuilder routes) => routes
        .MapPost("/terms", Handle)
        .RequireAuthorization(Policies.Admin)
        .AcceptsIdempotencyKey()
        .ProducesRuleProblems(TermRules.CodeIsFree);

    /// <summary>Creates a term.</summary>
    /// <remarks>For administrators. Both days are included.</remarks>
    /// <param name="request">The term.</param>
    /// <response code="201">The term.</response>
    public static async Task<CreatedWithTag<TermResponse>> Handle(
        CreateTermRequest request, IMediator mediator, LinkGenerator links, HttpContext context,
        CancellationToken cancellationToken)
    {
        var term = await mediator.Send(request, cancellationToken);
        return new(term, links.GetPathByName(context, "GetTerm", new { termId = term.Id }), EntityTags.Of(term));
    }
}
