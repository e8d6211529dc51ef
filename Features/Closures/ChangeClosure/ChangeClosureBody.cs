namespace Engify.Features.Closures.ChangeClosure;

/// <summary>A closure as it shall be.</summary>
/// <param name="Name">What people call it.</param>
/// <param name="StartsOn">Its first day, on the clocks of the institution.</param>
/// <param name="EndsOn">Its last day.</param>
public sealed record ChangeClosureBody(string Name, DateOnly StartsOn, DateOnly EndsOn)
{
    internal static ChangeClosureBody Example => new(
        ClosureResponse.Example.Name, ClosureResponse.Example.StartsOn, ClosureResponse.Example.EndsOn);
}
