namespace Engify.Features.Bookings;

/// <summary>A session that does not agree with a change, so that someone can act.</summary>
/// <param name="BookingId">The session; null where there is none, since there is no room for it.</param>
/// <param name="Date">When it starts.</param>
/// <param name="Reason">What does not agree.</param>
public sealed record ConflictResponse(Guid? BookingId, DateTimeOffset Date, ConflictReason Reason)
{
    internal static ConflictResponse Example =>
        new(ExampleSchool.BookingId, ExampleSchool.Saturday, ConflictReason.CourseInactive);
}
