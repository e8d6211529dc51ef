using Microsoft.AspNetCore.Builder;

namespace Engify.Features.Terms.ChangeTerm;

public sealed class ChangeTermEndpoint : EngifyEndpoint
{
    protected override RouteHandlerBuilder Map(Routes routes) => routes
        .MapPut("/terms/{termId}", Handle)
        .RequireAuthorization(Policies.Admin)
        .RequiresIfMatch()
        .AcceptsIdempotencyKey()
        .ProducesRuleProblems(TermRules.Exists, TermRules.CodeIsFree);

    /// <summary>Changes a term.</summary>
    /// <remarks>Products and weekly group sessions that took its dates keep those that they have.</remarks>
    /// <param name="termId">The term.</param>
    /// <param name="ifMatch">Which state of it is to be changed.</param>
    /// <param name="body">The whole term.</param>
    /// <response code="200">The term.</response>
    public static Task<ChangedOk<TermResponse>> Handle(
        UrlValue<Guid> termId, IfMatch ifMatch, ChangeTermBody body, Commands commands,
        CancellationToken cancellationToken)
    {
        var request = new ChangeTermRequest(
            termId, ifMatch, body.Code, body.Name, body.StartsOn, body.EndsOn, body.BookingOpensAt);
        return commands.SendAsync(request, term => new ChangedOk<TermResponse>(term), cancellationToken);
    }
}
