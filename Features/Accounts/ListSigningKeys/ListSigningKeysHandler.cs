using MediatR;

namespace Engify.Features.Accounts.ListSigningKeys;

internal sealed class ListSigningKeysHandler(SigningKeys keys)
    : IRequestHandler<ListSigningKeysRequest, SigningKeySetResponse>
{
    public async Task<SigningKeySetResponse> Handle(
        ListSigningKeysRequest request, CancellationToken cancellationToken) =>
        new([.. (await keys.GetAsync(cancellationToken)).Accepted.Select(SigningKeyResponse.From)]);
}
