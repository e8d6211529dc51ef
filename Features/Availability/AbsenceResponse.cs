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

    internal static AbsenceResponse Example => new(
        new Guid("019aa0f5-7d10-7a54-8f0b-3b7a0c9e2d11"), ExampleSchool.TaId, ExampleSchool.Saturday,
        ExampleSchool.Saturday.AddDays(2), "A wedding");
}
