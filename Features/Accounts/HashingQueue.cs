using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace Engify.Features.Accounts;

/// <summary>
/// The queue of requests that need a password hashed. A request must not hold a connection while it waits: the one
/// ahead of it may need a connection to finish.
/// </summary>
internal sealed class HashingQueue(IOptions<SignInLimits> limits) : IDisposable
{
    /// <summary>How many are waiting for an earlier sign-in with the same email.</summary>
    private const int MaxQueuedForEmail = 100;

    private readonly ConcurrencyLimiter places = new(new ConcurrencyLimiterOptions
    {
        PermitLimit = limits.Value.MaxConcurrentHashes,
        QueueLimit = limits.Value.MaxQueuedHashes,
    });

    private readonly PartitionedRateLimiter<string> emails = PartitionedRateLimiter.Create<string, string>(
        email => RateLimitPartition.GetConcurrencyLimiter(
            email, _ => new ConcurrencyLimiterOptions { PermitLimit = 1, QueueLimit = MaxQueuedForEmail }),
        StringComparer.Ordinal);

    /// <summary>Waits for a place in which a password may be hashed.</summary>
    /// <returns>The place. Dispose it to leave.</returns>
    /// <exception cref="RuleViolationException"><see cref="AccountRules.HasTurn"/>.</exception>
    public async Task<IDisposable> EnterAsync(CancellationToken cancellationToken) =>
        Granted(await places.AcquireAsync(cancellationToken: cancellationToken));

    /// <summary>
    /// Waits until nobody else is signing in with this email on this instance. Every attempt counts as a failure until
    /// it succeeds, so without the wait several correct sign-ins at once would lock each other out.
    /// </summary>
    /// <param name="email">Stands for it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The turn. Dispose it to end it.</returns>
    /// <exception cref="RuleViolationException"><see cref="AccountRules.HasTurn"/>.</exception>
    public async Task<IDisposable> TakeTurnAsync(string email, CancellationToken cancellationToken) =>
        Granted(await emails.AcquireAsync(email, cancellationToken: cancellationToken));

    public void Dispose()
    {
        places.Dispose();
        emails.Dispose();
    }

    private static RateLimitLease Granted(RateLimitLease lease)
    {
        AccountRules.HasTurn.Check(lease.IsAcquired);
        return lease;
    }
}
