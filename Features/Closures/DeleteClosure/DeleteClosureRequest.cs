namespace Engify.Features.Closures.DeleteClosure;

public sealed record DeleteClosureRequest(Guid ClosureId) : ICommand<ClosureResponse>
{
    public AuditedObject? Audited(ClosureResponse response) => AuditedObject.Of<Closure>(ClosureId);
}
