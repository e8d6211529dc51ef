namespace Engify.Features.Bookings;

/// <summary>Rules about booking and cancelling a session.</summary>
public static class BookingRules
{
    public static readonly Rule Exists = new("booking_not_found", "This booking does not exist", RuleKind.NotFound);

    public static readonly Rule StartsInFuture = new("start_in_past", "A session starts in the future");

    public static readonly Rule TaIsFree = new("ta_not_available", "This TA is not available at this time");

    public static readonly Rule SomeTaIsFree =
        new("no_ta_available", "No TA of this course is available at this time");

    public static readonly Rule StudentIsFree =
        new("student_not_available", "This student has another session at this time");

    public static readonly Rule HasPrice =
        new("price_not_available", "Individual sessions are not sold singly for this course");

    public static readonly Rule NotCancelled = new("already_cancelled", "This booking is already cancelled");

    public static readonly Rule NotStarted =
        new("booking_started", "A session cannot be cancelled by its student once it has begun");
}
