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
}
