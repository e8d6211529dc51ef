namespace Engify.Features.Availability.GetTaHours;

public sealed record GetTaHoursRequest(Guid TaId) : IQuery<TaHoursResponse>;
