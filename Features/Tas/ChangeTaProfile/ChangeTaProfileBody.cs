namespace Engify.Features.Tas.ChangeTaProfile;

/// <summary>What teaching assistants say of themselves.</summary>
/// <param name="Degree">What they study or hold.</param>
/// <param name="Bio">What they say of themselves.</param>
/// <param name="Location">Where they are to be met.</param>
/// <param name="MeetingUrl">Where they are to be met online: an https address.</param>
/// <param name="BreakMinutes">How long they have nothing after a session, 0 to 240 minutes.</param>
public sealed record ChangeTaProfileBody(
    string? Degree = null, string? Bio = null, string? Location = null, string? MeetingUrl = null,
    int BreakMinutes = 0)
{
    internal static ChangeTaProfileBody Example => new(
        "MSc Computer Science", "Patient with pointers, strict with indentation.", "H 961",
        "https://meet.university.example/amira");
}
