using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Engify.Features.Database;

/// <summary>Deletes what is past its time; an area registers one for what it keeps for a while only.</summary>
internal delegate Task Forget(EngifyDbContext db, DateTimeOffset now, CancellationToken cancellationToken);

/// <summary>
/// Forgets, at start and every hour, what is past its time: answers to repeated requests, and what the areas keep for a
/// while only.
/// </summary>
internal sealed class Purge(
    IServiceScopeFactory scopes, IEnumerable<Forget> areas, TimeProvider clock, ILogger<Purge> logger)
    : RecurringWork(scopes, clock, logger)
{
    private readonly IServiceScopeFactory scopes = scopes;
    private readonly TimeProvider clock = clock;

    protected override TimeSpan Interval => TimeSpan.FromHours(1);

    protected override bool IsShared => true;

    protected override Task DoAsync(CancellationToken cancellationToken) => PurgeAsync(cancellationToken);

    /// <summary>Deletes what has expired.</summary>
    internal async Task PurgeAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<EngifyDbContext>();
        // Deleting a day's rows may take longer than a request's statement may.
        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(10));
        var now = clock.Now();
        var answeredBefore = now - IdempotencyKeys.Lifetime;
        await db.IdempotencyRecords
            .Where(record => record.CreatedAt <= answeredBefore).ExecuteDeleteAsync(cancellationToken);
        foreach (var forget in areas)
            await forget(db, now, cancellationToken);
    }
}
