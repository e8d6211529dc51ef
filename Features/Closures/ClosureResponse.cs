namespace Engify.Features.Closures;

/// <summary>Days on which there are no sessions.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">What people call it.</param>
/// <param name="StartsOn">Its first day.</param>
/// <param name="EndsOn">Its last day.</param>
public sealed record ClosureResponse(Guid Id, string Name, DateOnly StartsOn, DateOnly EndsOn)
{
    internal static ClosureResponse From(Closure closure) =>
        new(closure.Id, closure.Name, closure.StartsOn, closure.EndsOn);

    internal static ClosureResponse Example => new(
        new Guid("019aa0f5-8e20-7b65-901c-4c8b1daf3e22"), "Reading week", new DateOnly(2026, 3, 2),
        new DateOnly(2026, 3, 8));
}
