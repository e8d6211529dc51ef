namespace Engify.Features.Tas.ChangeTa;

/// <summary>A teaching assistant as they shall be.</summary>
/// <param name="Name">Their name.</param>
/// <param name="Email">Where they are reached, and how they sign in; no other TA has it.</param>
/// <param name="Degree">What they study or hold.</param>
/// <param name="Gpa">Grade-point average, 0 to 4.3.</param>
/// <param name="Bio">What they say of themselves.</param>
/// <param name="IsActive">Whether they give sessions.</param>
/// <param name="TimeZone">The IANA zone whose clocks they live by.</param>
/// <param name="Location">Where they are to be met.</param>
/// <param name="MeetingUrl">Where they are to be met online: an https address.</param>
/// <param name="BreakMinutes">How long they have nothing after a session, 0 to 240 minutes.</param>
/// <param name="MaxMinutesPerDay">The most that they can be booked for on one day; null for any amount.</param>
/// <param name="MaxMinutesPerWeek">The most that they can be booked for in one week; null for any amount.</param>
public sealed record ChangeTaBody(
    string Name, string Email, string? Degree = null, decimal? Gpa = null, string? Bio = null, bool IsActive = true,
    string? TimeZone = null, string? Location = null, string? MeetingUrl = null,
    int BreakMinutes = 0, int? MaxMinutesPerDay = null, int? MaxMinutesPerWeek = null)
{
    internal static ChangeTaBody Example => new(
        "Amira Haddad", "amira@university.example", "MSc Computer Science", 4.1m,
        "Patient with pointers, strict with indentation.");
}
