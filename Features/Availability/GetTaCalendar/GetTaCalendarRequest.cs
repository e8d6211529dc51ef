namespace Engify.Features.Availability.GetTaCalendar;

/// <param name="TaId">The TA.</param>
/// <param name="From">The first date; null for today.</param>
/// <param name="To">The last date; null for a week.</param>
public sealed record GetTaCalendarRequest(Guid TaId, DateOnly? From, DateOnly? To) : IQuery<TaCalendarResponse>;
