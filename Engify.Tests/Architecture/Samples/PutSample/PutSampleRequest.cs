using Engify.Features.Database;
using Engify.Features.Pipeline;

namespace Engify.Tests.Architecture.Samples.PutSample;

public sealed record PutSampleRequest(Guid SampleId, int Value) : ICommand<SampleResponse>
{
    public AuditedObject? Audited(SampleResponse response) => AuditedObject.Of<Sample>(response.Id);
}

public sealed record PutSampleBody(int Value);

public sealed record SampleResponse(Guid Id, int Value);
