namespace Engify.Features.Terms.ChangeTerm;

/// <summary>A term as it shall be.</summary>
/// <param name="Code">Such as <c>2026-W</c>; no other term has it.</param>
/// <param name="Name">What people call it.</param>
/// <param name="StartsOn">Its first day.</param>
/// <param name="EndsOn">Its last day.</param>
/// <param name="BookingOpensAt">From when students may book sessions within it; null for any time.</param>
public sealed record ChangeTermBody(
    string Code, string Name, DateOnly StartsOn, DateOnly EndsOn, DateTimeOffset? BookingOpensAt = null)
{
    internal static ChangeTermBody Example => new(
        "2026-W", "Winter 2026", new DateOnly(2026, 1, 5), new DateOnly(2026, 4, 30), ExampleSchool.SemesterBegins);
}
