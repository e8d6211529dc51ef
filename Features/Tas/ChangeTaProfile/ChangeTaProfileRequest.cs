namespace Engify.Features.Tas.ChangeTaProfile;

/// <param name="TaId">The teaching assistant.</param>
/// <param name="IfMatch">Which state of them is to be changed.</param>
/// <param name="Degree">What they study or hold.</param>
/// <param name="Bio">What they say of themselves.</param>
/// <param name="Location">Where they are to be met.</param>
/// <param name="MeetingUrl">Where they are to be met online: an https address.</param>
/// <param name="BreakMinutes">How long they have nothing after a session, 0 to 240 minutes.</param>
public sealed record ChangeTaProfileRequest(
    Guid TaId, IfMatch IfMatch, string? Degree, string? Bio, string? Location, string? MeetingUrl,
    int BreakMinutes)
    : ICommand<TaDetailsResponse>
{
    public AuditedObject? Audited(TaDetailsResponse response) => AuditedObject.Of<Ta>(TaId);
}
