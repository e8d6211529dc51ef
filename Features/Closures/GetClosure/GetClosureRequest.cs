namespace Engify.Features.Closures.GetClosure;

public sealed record GetClosureRequest(Guid ClosureId) : IQuery<ClosureResponse>;
