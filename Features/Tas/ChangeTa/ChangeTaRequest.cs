namespace Engify.Features.Tas.ChangeTa;

/// <param name="TaId">The teaching assistant.</param>
/// <param name="IfMatch">Which state of them is to be changed.</param>
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
public sealed record ChangeTaRequest(
    Guid TaId, IfMatch IfMatch, string Name, string Email, string? Degree, decimal? Gpa, string? Bio, bool IsActive,
    string? TimeZone, string? Location, string? MeetingUrl, int BreakMinutes, int? MaxMinutesPerDay,
    int? MaxMinutesPerWeek)
    : ICommand<ChangedTaResponse>, ITaDetails
{
    /// <summary>Where they are reached, and how they sign in; no other TA has it.</summary>
    public string Email { get; } = EmailText.Trim(Email);

    public AuditedObject? Audited(ChangedTaResponse response) => AuditedObject.Of<Ta>(TaId);
}
