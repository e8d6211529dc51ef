using Engify.Features.Database;
using Engify.Features.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Engify.Tests.Architecture.Samples.PutSample;

public sealed class PutSampleEndpoint : EngifyEndpoint
{
    protected override RouteHandlerBuilder Map(Routes routes) => routes
        .MapPut("/samples/{sampleId}", Handle)
        .RequireAuthorization(Policies.Admin)
        .AcceptsIdempotencyKey()
        .ProducesRuleProblems(SampleRules.IsPositive);

    public static Task<Ok<SampleResponse>> Handle(
        UrlValue<Guid> sampleId, PutSampleBody body, Commands commands, CancellationToken cancellationToken) =>
        commands.SendAsync(new PutSampleRequest(sampleId, body.Value), TypedResults.Ok, cancellationToken);
}
