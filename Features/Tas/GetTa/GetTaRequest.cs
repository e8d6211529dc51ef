namespace Engify.Features.Tas.GetTa;

public sealed record GetTaRequest(Guid TaId) : IQuery<TaDetailsResponse>;
