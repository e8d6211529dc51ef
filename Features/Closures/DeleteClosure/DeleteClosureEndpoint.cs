using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Engify.Features.Closures.DeleteClosure;

public sealed class DeleteClosureEndpoint : EngifyEndpoint
{
    protected override RouteHandlerBuilder Map(Routes routes) => routes
        .MapDelete("/closures/{closureId}", Handle)
        .RequireAuthorization(Policies.Admin)
        .AcceptsIdempotencyKey()
        .ProducesRuleProblems(ClosureRules.Exists);

    /// <summary>Opens the institution again.</summary>
    /// <remarks>For administrators. Group sessions of these days are scheduled again with the next ones.</remarks>
    /// <param name="closureId">The closure.</param>
    /// <response code="204">It is gone.</response>
    public static Task<NoContent> Handle(
        UrlValue<Guid> closureId, Commands commands, CancellationToken cancellationToken) =>
        commands.SendAsync(new DeleteClosureRequest(closureId), _ => TypedResults.NoContent(), cancellationToken);
}
