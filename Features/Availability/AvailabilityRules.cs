namespace Engify.Features.Availability;

/// <summary>Rules about when TAs can be booked.</summary>
public static class AvailabilityRules
{
    public static readonly Rule HoursApart = new("hours_overlap", "The hours of one day must not overlap");

    public static readonly Rule OverrideExists =
        new("override_not_found", "The weekly hours hold on this date", RuleKind.NotFound);

    public static readonly Rule AbsenceExists =
        new("absence_not_found", "This absence does not exist", RuleKind.NotFound);

    public static readonly Rule NoticeWithinHorizon =
        new("notice_exceeds_horizon", "The notice must be shorter than the time ahead that sessions can be booked");
}
