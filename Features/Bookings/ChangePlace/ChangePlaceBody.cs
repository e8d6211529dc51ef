namespace Engify.Features.Bookings.ChangePlace;

/// <summary>Where a session is held.</summary>
/// <param name="Location">Where it is held; null to leave it as it is.</param>
/// <param name="MeetingUrl">Where it is held online, an https address; null to leave it as it is.</param>
public sealed record ChangePlaceBody(string? Location = null, string? MeetingUrl = null)
{
    internal static ChangePlaceBody Example => new("H 961", "https://meet.university.example/amira");
}
