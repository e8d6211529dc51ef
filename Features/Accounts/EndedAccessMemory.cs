using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Engify.Features.Accounts;

/// <summary>
/// Whose access tokens count no longer. While nobody would tell us of one more, the database is asked for each request.
/// </summary>
public sealed class EndedAccessMemory(IServiceScopeFactory scopes)
{
    private volatile ConcurrentDictionary<Guid, bool>? known;

    /// <summary>Whether the access of any of them has ended.</summary>
    /// <param name="ids">The account's and the session's.</param>
    /// <param name="cancellationToken">Cancels the question to the database.</param>
    public async ValueTask<bool> HasAnyAsync(IReadOnlyList<Guid> ids, CancellationToken cancellationToken)
    {
        if (known is { } ended)
            return ids.Any(ended.ContainsKey);

        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<EngifyDbContext>().EndedAccess
            .AnyAsync(access => ids.Contains(access.Id), cancellationToken);
    }

    /// <summary>Believes these, and whatever is told from now on.</summary>
    internal void Believe(IEnumerable<Guid> ids) =>
        known = new ConcurrentDictionary<Guid, bool>(ids.Select(id => KeyValuePair.Create(id, true)));

    internal void Add(Guid id) => known?.TryAdd(id, true);

    internal void Remove(Guid id) => known?.TryRemove(id, out _);

    /// <summary>Believes nothing until it is told anew.</summary>
    internal void Suspend() => known = null;
}
