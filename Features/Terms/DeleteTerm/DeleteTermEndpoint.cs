using Carter;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Engify.Features.Terms.DeleteTerm;

public sealed class DeleteTermEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) =>
        app.MapDelete("/terms/{termId}", Handle)
            .WithName("DeleteTerm")
            .WithTags("Terms")
            .RequireAuthorization(Policies.Admin)
            .AcceptsIdempotencyKey()
            .ProducesRuleProblems(TermRules.Exists, TermRules.IsUnused);

    /// <summary>Deletes a term that nothing names.</summary>
    /// <param name="termId">The term.</param>
    /// <response code="204">It is gone.</response>
    public static async Task<NoContent> Handle(
        UrlValue<Guid> termId, IMediator mediator, CancellationToken cancellationToken)
    {
        await mediator.Send(new DeleteTermRequest(termId), cancellationToken);
        return TypedResults.NoContent();
    }
}
