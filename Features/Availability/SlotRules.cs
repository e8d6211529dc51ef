namespace Engify.Features.Availability;

/// <summary>Rules about when a session may take place, and how much of it there may be.</summary>
public static class SlotRules
{
    public static readonly Rule IsEarlyEnough =
        new("too_soon", "Sessions must be booked longer before they begin");

    public static readonly Rule IsWithinHorizon = new("too_far_ahead", "Sessions cannot be booked so far ahead");

    public static readonly Rule DurationIsOffered =
        new("duration_not_offered", "Sessions of this length are not offered");

    public static readonly Rule StartIsOffered =
        new("start_not_offered", "Sessions do not begin at this time of day");

    public static readonly Rule IsNotClosed =
        new("institution_closed", "There are no sessions on this date");

    /// <summary>It covers absences, too: nobody learns that a TA is away.</summary>
    public static readonly Rule IsWithinHours =
        new("outside_ta_hours", "This TA does not work at this time");

    public static readonly Rule TaHasTimeLeft =
        new("ta_limit_reached", "This TA has no more time on this day or in this week");

    public static readonly Rule StudentHasTimeLeft =
        new("student_limit_reached", "This student has booked as much as one may in this week");
}
