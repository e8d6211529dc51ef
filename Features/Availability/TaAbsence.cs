namespace Engify.Features.Availability;

/// <summary>A time in which a TA is away, whatever the hours say.</summary>
public sealed class TaAbsence(Guid id, Guid taId, DateTimeOffset startsAt, DateTimeOffset endsAt, ProtectedText? reason)
{
    /// <summary>The longest reason, in characters.</summary>
    public const int MaxReasonLength = 1000;

    public Guid Id { get; private set; } = id;

    public Guid TaId { get; private set; } = taId;

    public DateTimeOffset StartsAt { get; private set; } = startsAt;

    public DateTimeOffset EndsAt { get; private set; } = endsAt;

    /// <summary>For the TA and administrators; students never learn it.</summary>
    public ProtectedText? Reason { get; private set; } = reason;
}
