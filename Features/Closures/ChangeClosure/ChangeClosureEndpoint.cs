using Microsoft.AspNetCore.Builder;

namespace Engify.Features.Closures.ChangeClosure;

public sealed class ChangeClosureEndpoint : EngifyEndpoint
{
    protected override RouteHandlerBuilder Map(Routes routes) => routes
        .MapPut("/closures/{closureId}", Handle)
        .RequireAuthorization(Policies.Admin)
        .RequiresIfMatch()
        .AcceptsIdempotencyKey()
        .ProducesRuleProblems(ClosureRules.Exists, ClosureRules.IsNew);

    /// <summary>Changes a closure.</summary>
    /// <remarks>
    /// For administrators. Group sessions that nobody has joined are taken off its days. On days that it no longer has,
    /// they are scheduled again with the next ones.
    /// </remarks>
    /// <param name="closureId">The closure.</param>
    /// <param name="ifMatch">Which state of it is to be changed.</param>
    /// <param name="body">The whole closure.</param>
    /// <response code="200">The closure, and the booked sessions that somebody has to act on.</response>
    public static Task<ChangedOk<ClosedDaysResponse>> Handle(
        UrlValue<Guid> closureId, IfMatch ifMatch, ChangeClosureBody body, Commands commands,
        CancellationToken cancellationToken) =>
        commands.SendAsync(
            new ChangeClosureRequest(closureId, ifMatch, body.Name, body.StartsOn, body.EndsOn),
            closed => new ChangedOk<ClosedDaysResponse>(closed, EntityTags.Of(closed.Closure)),
            cancellationToken);
}
