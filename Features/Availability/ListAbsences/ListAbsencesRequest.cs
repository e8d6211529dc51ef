namespace Engify.Features.Availability.ListAbsences;

/// <param name="TaId">The TA.</param>
/// <param name="From">Only those that end after it.</param>
/// <param name="To">Only those that start before it.</param>
/// <param name="Limit">The most rows to return.</param>
/// <param name="Cursor">The last row of the page before, by start.</param>
public sealed record ListAbsencesRequest(
    Guid TaId, DateTimeOffset? From, DateTimeOffset? To, int Limit, Cursor<DateTimeOffset>? Cursor)
    : IQuery<Page<AbsenceResponse>>;
