namespace Engify.Features.Kernel;

/// <summary>
/// Between which instants everything lies that is kept: far enough from the first and the last that .NET knows for
/// arithmetic and time zones.
/// </summary>
public static class KnownTime
{
    /// <summary>The first instant.</summary>
    public static readonly DateTimeOffset Start = new(1900, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Everything is before it.</summary>
    public static readonly DateTimeOffset End = new(9999, 1, 1, 0, 0, 0, TimeSpan.Zero);
}
