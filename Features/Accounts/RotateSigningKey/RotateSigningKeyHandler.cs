using Engify.Features.Persistence;
using Engify.Features.Pipeline.Tokens;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Engify.Features.Accounts.RotateSigningKey;

internal sealed class RotateSigningKeyHandler(EngifyDbContext db, SigningKeys keys)
    : IRequestHandler<RotateSigningKeyRequest, RotateSigningKeyResponse>
{
    public async Task<RotateSigningKeyResponse> Handle(
        RotateSigningKeyRequest request, CancellationToken cancellationToken)
    {
        await keys.GetAsync(cancellationToken); // where there is none yet, makes the first
        var last = await db.SigningKeys.OrderByDescending(key => key.ActiveFrom).FirstAsync(cancellationToken);
        var next = keys.GenerateAfter(last);
        db.Add(next);
        return new RotateSigningKeyResponse(next.Id, next.ActiveFrom);
    }
}
