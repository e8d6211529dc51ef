namespace Engify.Chaos;

/// <summary>A weekly group session whose sessions the service itself puts on the calendar.</summary>
internal sealed record WeeklySession(
    Guid TemplateId, Guid TaId, int DayOfWeek, TimeOnly StartTime, TimeOnly EndTime, string TimeZone);
