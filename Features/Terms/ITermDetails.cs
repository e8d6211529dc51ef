namespace Engify.Features.Terms;

/// <summary>What says what a term shall be: a request, or a row of a file.</summary>
public interface ITermDetails
{
    string Code { get; }

    string Name { get; }

    DateOnly StartsOn { get; }

    DateOnly EndsOn { get; }

    DateTimeOffset? BookingOpensAt { get; }
}
