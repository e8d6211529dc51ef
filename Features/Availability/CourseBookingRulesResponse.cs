using System.Text.Json.Serialization;

namespace Engify.Features.Availability;

/// <summary>When and for how long sessions of a course may be booked.</summary>
public sealed record CourseBookingRulesResponse : BookingTerms
{
    public CourseBookingRulesResponse(BookingTerms effective, OwnBookingRules own)
        : base(effective) =>
        Own = own;

    /// <summary>What the course says itself; what is null there is the institution's.</summary>
    [JsonPropertyOrder(1)]
    public OwnBookingRules Own { get; }

    internal static CourseBookingRulesResponse From(BookingRuleSet institution, BookingRuleSet? course) =>
        new(Default.With(institution).With(course), OwnBookingRules.From(course));

    internal static new CourseBookingRulesResponse Example => new(BookingTerms.Example, OwnBookingRules.Example);
}
