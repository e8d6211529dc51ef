using Engify.Features.Accounts;
using MediatR;
using Microsoft.Extensions.Options;

namespace Engify.Features.Institution.GetInstitution;

internal sealed class GetInstitutionHandler(IOptions<InstitutionOptions> options, IOptions<OutsideIssuerOptions> issuer)
    : IRequestHandler<GetInstitutionRequest, InstitutionResponse>
{
    public Task<InstitutionResponse> Handle(GetInstitutionRequest request, CancellationToken cancellationToken)
    {
        var institution = options.Value;
        return Task.FromResult(new InstitutionResponse(
            institution.Name, institution.TimeZone, institution.Currency, institution.GetLocales(),
            institution.ContactEmail, institution.PublicAddress, OutsideIssuerResponse.From(issuer.Value)));
    }
}
