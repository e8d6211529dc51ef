using Engify.Features.Domain;
using Engify.Features.Persistence;
using Engify.Features.Pipeline.Idempotency;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Engify.Features.Pipeline;

/// <summary>
/// Forgets, at start and every hour, what is past its time: answers to repeated requests, failed sign-ins, and sessions of which every
/// refresh token ended a week ago (until then, its owner is told that it did).
/// </summary>
internal sealed partial class Purge(IServiceScopeFactory scopes, TimeProvider clock, ILogger<Purge> logger)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromHours(1), clock);
        do
        {
            try
            {
                await PurgeAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                LogFailed(exception);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    /// <summary>Deletes what is past its time now.</summary>
    internal async Task PurgeAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<EngifyDbContext>();
        var now = clock.Now();
        var answeredBefore = now - IdempotencyKeys.Lifetime;
        var endedBefore = now.AddDays(-7);
        await db.IdempotencyRecords
            .Where(record => record.CreatedAt <= answeredBefore).ExecuteDeleteAsync(cancellationToken);
        await db.SignInAttempts
            .Where(attempts => attempts.ForgottenAt <= now).ExecuteDeleteAsync(cancellationToken);
        await db.RefreshTokenFamilies
            .Where(family => !db.RefreshTokens.Any(token => token.FamilyId == family.Id && token.ExpiresAt > endedBefore))
            .ExecuteDeleteAsync(cancellationToken);
    }

    [LoggerMessage(LogLevel.Error, "Could not forget what is past its time; the next try is in an hour")]
    private partial void LogFailed(Exception exception);
}
