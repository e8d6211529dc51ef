namespace Engify.Features.Availability.ListDayOverrides;

/// <param name="TaId">The TA.</param>
/// <param name="From">The first date; null for today.</param>
/// <param name="To">The last date; null for a year after the first.</param>
public sealed record ListDayOverridesRequest(Guid TaId, DateOnly? From, DateOnly? To)
    : IQuery<IReadOnlyList<DayOverrideResponse>>;
