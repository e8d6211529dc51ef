using Engify.Features.Tas;
using Microsoft.EntityFrameworkCore;

namespace Engify.Features.Accounts;

/// <summary>What is told of a TA.</summary>
internal static class TaDetails
{
    public static async Task<TaDetailsResponse> DetailsOfAsync(
        this EngifyDbContext db, Ta ta, CancellationToken cancellationToken) => TaDetailsResponse.From(
        ta, await db.Accounts.AnyAsync(account => account.TaId == ta.Id, cancellationToken));
}
