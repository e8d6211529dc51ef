using Engify.Features.Tas;

namespace Engify.Features.Availability.DeleteDayOverride;

public sealed record DeleteDayOverrideRequest(Guid TaId, DateOnly Date) : ICommand<DayOverrideResponse>
{
    public AuditedObject? Audited(DayOverrideResponse response) => AuditedObject.Of<Ta>(TaId);
}
