namespace Engify.Features.Terms.GetTerm;

public sealed record GetTermRequest(Guid TermId) : IQuery<TermResponse>;
