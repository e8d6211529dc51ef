namespace Engify.Features.Kernel;

/// <summary>
/// The range of all stored instants. It keeps clear of .NET's first and last instants, so that arithmetic and time
/// zones work.
/// </summary>
public static class KnownTime
{
    /// <summary>The first instant.</summary>
    public static readonly DateTimeOffset Start = new(1900, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Everything is before it.</summary>
    public static readonly DateTimeOffset End = new(9999, 1, 1, 0, 0, 0, TimeSpan.Zero);
}
