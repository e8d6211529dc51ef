using Engify.Features.Tas;

namespace Engify.Features.Availability.ChangeTaHours;

/// <param name="TaId">The TA.</param>
/// <param name="IfMatch">Which state of the hours is to be changed.</param>
/// <param name="Weekly">The periods.</param>
/// <param name="TimeZone">The IANA zone on whose clocks they are; null for the one that the TA has.</param>
public sealed record ChangeTaHoursRequest(
    Guid TaId, IfMatch IfMatch, IReadOnlyList<WeeklyHours> Weekly, string? TimeZone)
    : ICommand<TaHoursResponse>
{
    public AuditedObject? Audited(TaHoursResponse response) => AuditedObject.Of<Ta>(TaId);
}
