using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Engify.Features.Terms.DeleteTerm;

public sealed class DeleteTermEndpoint : EngifyEndpoint
{
    protected override RouteHandlerBuilder Map(Routes routes) => routes
        .MapDelete("/terms/{termId}", Handle)
        .RequireAuthorization(Policies.Admin)
        .AcceptsIdempotencyKey()
        .ProducesRuleProblems(TermRules.Exists, TermRules.IsUnused);

    /// <summary>Deletes a term that nothing refers to.</summary>
    /// <remarks>For administrators. A term that a product or a weekly session names is in use and stays.</remarks>
    /// <param name="termId">The term.</param>
    /// <response code="204">It is gone.</response>
    public static Task<NoContent> Handle(
        UrlValue<Guid> termId, Commands commands, CancellationToken cancellationToken) =>
        commands.SendAsync(new DeleteTermRequest(termId), _ => TypedResults.NoContent(), cancellationToken);
}
