namespace Engify.Features.Availability;

/// <summary>A time in which a TA is away.</summary>
/// <param name="Id">Its id.</param>
/// <param name="TaId">The TA.</param>
/// <param name="StartsAt">When it begins.</param>
/// <param name="EndsAt">When it ends.</param>
/// <param name="Reason">Why, if a reason was given.</param>
public sealed record AbsenceResponse(
    Guid Id, Guid TaId, DateTimeOffset StartsAt, DateTimeOffset EndsAt, string? Reason)
{
    internal static AbsenceResponse From(TaAbsence absence, string? reason) =>
        new(absence.Id, absence.TaId, absence.StartsAt, absence.EndsAt, reason);
}
