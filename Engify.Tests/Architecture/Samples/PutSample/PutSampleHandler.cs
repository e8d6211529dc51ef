using Engify.Features.Database;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Engify.Tests.Architecture.Samples.PutSample;

internal sealed class PutSampleHandler(EngifyDbContext db) : IRequestHandler<PutSampleRequest, SampleResponse>
{
    public async Task<SampleResponse> Handle(PutSampleRequest request, CancellationToken cancellationToken)
    {
        await db.Database.ExecuteSqlAsync(
            $"""
            CREATE TEMPORARY TABLE IF NOT EXISTS samples (
                value integer CONSTRAINT samples_are_positive CHECK (value > 0)) ON COMMIT DROP;
            """,
            cancellationToken);
        await db.Database.ExecuteSqlAsync($"INSERT INTO samples VALUES ({request.Value})", cancellationToken);
        return new SampleResponse(request.SampleId, request.Value);
    }
}
