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
        // A concurrent rotation waits here for the row and then finds the key that the other one made.
        var last = (await db.WaitAsync(LockTarget.SigningKey, () => db.SigningKeys
            .FromStatement(
                $"SELECT {Columns.Of<SigningKey>()} FROM signing_keys ORDER BY active_from DESC LIMIT 1 FOR UPDATE")
            .ToListAsync(cancellationToken))).Single();
        var next = await db.SigningKeys.SingleOrDefaultAsync(key => key.PredecessorId == last.Id, cancellationToken);
        if (next is null)
            db.Add(next = keys.GenerateAfter(last));
        return new RotateSigningKeyResponse(next.Id, next.ActiveFrom);
    }
}
