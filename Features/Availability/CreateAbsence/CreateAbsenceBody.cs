namespace Engify.Features.Availability.CreateAbsence;

/// <summary>A time in which a TA is away.</summary>
/// <param name="StartsAt">When it begins.</param>
/// <param name="EndsAt">When it ends.</param>
/// <param name="Reason">Why, for that TA and administrators only.</param>
public sealed record CreateAbsenceBody(DateTimeOffset StartsAt, DateTimeOffset EndsAt, string? Reason = null)
{
    internal static CreateAbsenceBody Example => new(
        AbsenceResponse.Example.StartsAt, AbsenceResponse.Example.EndsAt, AbsenceResponse.Example.Reason);
}
