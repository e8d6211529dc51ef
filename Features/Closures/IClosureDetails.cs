namespace Engify.Features.Closures;

/// <summary>What says what a closure shall be: a request, or a row of a file.</summary>
public interface IClosureDetails
{
    string Name { get; }

    DateOnly StartsOn { get; }

    DateOnly EndsOn { get; }
}
