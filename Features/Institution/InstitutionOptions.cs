namespace Engify.Features.Institution;

/// <summary>The institution that this service runs for.</summary>
public sealed class InstitutionOptions
{
    public const string Section = "Institution";

    /// <summary>
    /// The IANA time zone in which its weeks begin, such as <c>America/Toronto</c>. Choosing a TA automatically
    /// compares the booked minutes of such a week.
    /// </summary>
    public string TimeZone { get; set; } = "UTC";

    public bool IsTimeZoneKnown() => TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out _);

    public TimeZoneInfo GetZone() => TimeZoneInfo.FindSystemTimeZoneById(TimeZone);
}
