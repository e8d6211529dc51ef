using System.ComponentModel.DataAnnotations;

namespace Engify.Features.GroupSessions;

/// <summary>How group sessions are scheduled from their templates.</summary>
public sealed class GroupSessionOptions
{
    public const string Section = "GroupSessions";

    /// <summary>How many weeks ahead sessions are scheduled, 1 to 52.</summary>
    [Range(1, 52)]
    public int WeeksAhead { get; set; } = 6;
}
