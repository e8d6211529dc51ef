using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Engify.Features.Database;

/// <summary>
/// Forgets, at start and every hour, what is past its time: answers to repeated requests, failed sign-ins, refresh
/// tokens that ended a week ago (until then, their owner is told that they did), and sessions of which none is left.
/// </summary>
internal sealed class Purge(IServiceScopeFactory scopes, TimeProvider clock, ILogger<Purge> logger)
    : RecurringWork(scopes, clock, logger)
{
    private readonly IServiceScopeFactory scopes = scopes;
    private readonly TimeProvider clock = clock;

    protected override TimeSpan Interval => TimeSpan.FromHours(1);

    protected override bool IsShared => true;

    protected override Task DoAsync(CancellationToken cancellationToken) => PurgeAsync(cancellationToken);

    /// <summary>Deletes what is past its time now.</summary>
    internal async Task PurgeAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<EngifyDbContext>();
        // What gathered over a day may take longer than a request's statement.
        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(10));
        var now = clock.Now();
        var answeredBefore = now - IdempotencyKeys.Lifetime;
        var endedBefore = now.AddDays(-7);
        await db.IdempotencyRecords
            .Where(record => record.CreatedAt <= answeredBefore).ExecuteDeleteAsync(cancellationToken);
        await db.SignInAttempts
            .Where(attempts => attempts.ForgottenAt <= now).ExecuteDeleteAsync(cancellationToken);
        // Of a session in use the old tokens too, or each refresh would look through all since its beginning.
        await db.RefreshTokens
            .Where(token => token.ExpiresAt <= endedBefore).ExecuteDeleteAsync(cancellationToken);
        await db.RefreshTokenFamilies
            .Where(family => !db.RefreshTokens.Any(token => token.FamilyId == family.Id))
            .ExecuteDeleteAsync(cancellationToken);
    }
}
