namespace Engify.Features.Students;

/// <summary>Rules about students.</summary>
public static class StudentRules
{
    public static readonly Rule Exists = new("student_not_found", "This student does not exist", RuleKind.NotFound);

    public static readonly Rule IsActive = new("student_inactive", "This student is inactive and cannot book");

    public static readonly Rule IsNotErased = new("student_erased", "This student was erased, which cannot be undone");

    public static readonly Rule HasNoUpcomingBookings = new(
        "has_upcoming_bookings", "This student has bookings to come; cancel them first", RuleKind.InUse);
}
