namespace Engify.Features.Terms.DeleteTerm;

public sealed record DeleteTermRequest(Guid TermId) : ICommand<TermResponse>
{
    public AuditedObject? Audited(TermResponse response) => AuditedObject.Of<Term>(TermId);
}
