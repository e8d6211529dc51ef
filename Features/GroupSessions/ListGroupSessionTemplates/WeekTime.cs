namespace Engify.Features.GroupSessions.ListGroupSessionTemplates;

/// <summary>What the list is ordered by.</summary>
/// <param name="Day">The day of the week.</param>
/// <param name="Start">The time on that day.</param>
public sealed record WeekTime(DayOfWeek Day, TimeOnly Start);
