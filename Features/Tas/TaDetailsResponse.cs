namespace Engify.Features.Tas;

/// <summary>A teaching assistant, for those who are signed in.</summary>
/// <param name="Id">Their id.</param>
/// <param name="Name">Their name.</param>
/// <param name="Email">Where they are reached; null for callers who may not know.</param>
/// <param name="Degree">What they study or hold.</param>
/// <param name="Gpa">Grade-point average, 0 to 4.3; null for callers who may not know.</param>
/// <param name="Bio">What they say of themselves.</param>
/// <param name="IsActive">Whether they give sessions.</param>
/// <param name="TimeZone">The IANA zone whose clocks they live by.</param>
/// <param name="Location">Where they are to be met.</param>
/// <param name="MeetingUrl">Where they are to be met online.</param>
/// <param name="BreakMinutes">How long they have nothing after a session, 0 to 240 minutes.</param>
/// <param name="MaxMinutesPerDay">
/// The most that they can be booked for on one day; null for any amount, and for callers who may not know.
/// </param>
/// <param name="MaxMinutesPerWeek">The same for one week.</param>
/// <param name="HasAccount">Whether they can sign in; null for callers who may not know.</param>
public record TaDetailsResponse(
    Guid Id, string Name, string? Email, string? Degree, decimal? Gpa, string? Bio, bool IsActive, string? TimeZone,
    string? Location, string? MeetingUrl, int BreakMinutes, int? MaxMinutesPerDay, int? MaxMinutesPerWeek,
    bool? HasAccount)
{
    public static TaDetailsResponse From(Ta ta, bool hasAccount) => new(
        ta.Id, ta.Name, ta.Email, ta.Degree, ta.Gpa, ta.Bio, ta.IsActive, ta.TimeZone, ta.Location, ta.MeetingUrl,
        ta.BreakMinutes, ta.MaxMinutesPerDay, ta.MaxMinutesPerWeek, hasAccount);

    /// <summary>What everybody who is signed in may know.</summary>
    public TaDetailsResponse ForOthers() => this with
    {
        Email = null,
        Gpa = null,
        MaxMinutesPerDay = null,
        MaxMinutesPerWeek = null,
        HasAccount = null,
    };

    internal static TaDetailsResponse Example => new(
        ExampleSchool.TaId, "Amira Haddad", "amira@university.example", "MSc Computer Science", 4.1m,
        "Patient with pointers, strict with indentation.", true, "America/Toronto", "H 961",
        "https://meet.university.example/amira", 15, 240, 900, true);
}
