namespace Engify.Chaos;

/// <summary>A group session that the load joins and leaves.</summary>
internal sealed record GroupSession(
    Guid Id, Guid TemplateId, Guid TaId, DateTimeOffset StartsAt, int Minutes, int Seats);
