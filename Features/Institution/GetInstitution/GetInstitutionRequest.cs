namespace Engify.Features.Institution.GetInstitution;

public sealed record GetInstitutionRequest : IQuery<InstitutionResponse>;
