using Engify.Features.Tas;

namespace Engify.Features.Availability.SetDayOverride;

public sealed record SetDayOverrideRequest(Guid TaId, DateOnly Date, IReadOnlyList<DayHours> Hours)
    : ICommand<DayOverrideResponse>
{
    public AuditedObject? Audited(DayOverrideResponse response) => AuditedObject.Of<Ta>(TaId);
}
