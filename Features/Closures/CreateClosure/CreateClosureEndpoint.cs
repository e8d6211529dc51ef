using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Engify.Features.Closures.CreateClosure;

public sealed class CreateClosureEndpoint : EngifyEndpoint
{
    protected override RouteHandlerBuilder Map(Routes routes) => routes
        .MapPost("/closures", Handle)
        .RequireAuthorization(Policies.Admin)
        .AcceptsIdempotencyKey()
        .ProducesRuleProblems(ClosureRules.IsNew);

    /// <summary>Closes the institution for some days.</summary>
    /// <remarks>
    /// For administrators. Both days are included. Nothing can be booked then; group sessions that nobody has joined
    /// are taken off the calendar, and no others are scheduled.
    /// </remarks>
    /// <param name="request">The closure.</param>
    /// <response code="201">The closure, and the booked sessions that somebody has to act on.</response>
    public static Task<CreatedWithTag<ClosedDaysResponse>> Handle(
        CreateClosureRequest request, Commands commands, LinkGenerator links, HttpContext context,
        CancellationToken cancellationToken) =>
        commands.SendAsync(
            request,
            closed => new CreatedWithTag<ClosedDaysResponse>(
                closed, links.GetPathByName(context, "GetClosure", new { closureId = closed.Closure.Id }),
                EntityTags.Of(closed.Closure)),
            cancellationToken);
}
