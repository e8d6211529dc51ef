namespace Engify.Features.FirstGeneration;

/// <summary>Which row of the first generation's database a row was made from.</summary>
public sealed class LegacyId
{
    /// <summary>The id of the row here.</summary>
    public required Guid Id { get; init; }

    /// <summary>What it is, as the audit log calls it, such as <c>booking</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The id of the row there: any text, in which case counts.</summary>
    public required string Value { get; init; }
}
