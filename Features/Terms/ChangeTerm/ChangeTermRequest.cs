namespace Engify.Features.Terms.ChangeTerm;

/// <param name="TermId">The term.</param>
/// <param name="IfMatch">Which state of it is to be changed.</param>
/// <param name="Code">Such as <c>2026-W</c>; no other term has it.</param>
/// <param name="Name">What people call it.</param>
/// <param name="StartsOn">Its first day.</param>
/// <param name="EndsOn">Its last day.</param>
/// <param name="BookingOpensAt">From when students may book sessions within it; null for any time.</param>
public sealed record ChangeTermRequest(
    Guid TermId, IfMatch IfMatch, string Code, string Name, DateOnly StartsOn, DateOnly EndsOn,
    DateTimeOffset? BookingOpensAt)
    : ICommand<TermResponse>, ITermDetails
{
    public AuditedObject? Audited(TermResponse response) => AuditedObject.Of<Term>(TermId);
}
