using Engify.Features.Bookings;

namespace Engify.Features.Institution.GetToday;

/// <summary>A booked session that something has happened to.</summary>
/// <param name="Id">The session.</param>
/// <param name="Date">When it starts.</param>
/// <param name="DurationMinutes">How long it is.</param>
/// <param name="CourseCode">Its course.</param>
/// <param name="TaName">Its TA.</param>
/// <param name="StudentCount">How many students are in it.</param>
/// <param name="Reason">What has happened.</param>
public sealed record TodaySessionResponse(
    Guid Id, DateTimeOffset Date, int DurationMinutes, string CourseCode, string TaName, int StudentCount,
    ConflictReason Reason)
{
    internal static TodaySessionResponse Example => new(
        ExampleSchool.BookingId, ExampleSchool.Saturday, 60, "COMP 248", "Amira Haddad", 1, ConflictReason.TaAbsent);
}
