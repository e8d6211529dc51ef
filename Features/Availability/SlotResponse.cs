namespace Engify.Features.Availability;

/// <summary>A start that can be booked.</summary>
/// <param name="StartsAt">When the session would start.</param>
/// <param name="TaIds">The TAs who could give it.</param>
public sealed record SlotResponse(DateTimeOffset StartsAt, IReadOnlyList<Guid> TaIds)
{
    internal static SlotResponse Example => new(ExampleSchool.Saturday, [ExampleSchool.TaId]);
}
