using Engify.Features.Pipeline;
using Engify.Features.Pipeline.Auditing;

namespace Engify.Features.Accounts.RotateSigningKey;

public sealed record RotateSigningKeyRequest : ICommand<RotateSigningKeyResponse>
{
    public AuditedObject? Audited(RotateSigningKeyResponse response) => new(AuditedObject.SigningKey, response.Id);
}
