using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Engify.Features.Institution.GetToday;

public sealed class GetTodayEndpoint : EngifyEndpoint
{
    protected override RouteHandlerBuilder Map(Routes routes) => routes
        .MapGet("/today", Handle)
        .RequireAuthorization(Policies.Admin);

    /// <summary>Shows what needs the attention of an administrator.</summary>
    /// <remarks>Each list has its first 100 entries.</remarks>
    /// <response code="200">What there is to do; the lists are empty if there is nothing.</response>
    public static async Task<Ok<TodayResponse>> Handle(IMediator mediator, CancellationToken cancellationToken) =>
        TypedResults.Ok(await mediator.Send(new GetTodayRequest(), cancellationToken));
}
