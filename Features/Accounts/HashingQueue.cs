using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace Engify.Features.Accounts;

/// <summary>
/// Where those wait who need a password hashed. Nobody may hold a connection meanwhile: whoever is in front may need one
/// to get on.
/// </summary>
internal sealed class HashingQueue(IOptions<SignInLimits> limits) : IDisposable
{
    /// <summary>How many wait for those before them who sign in with the same email.</summary>
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

    /// <summary>Waits for a place where a password may be hashed.</summary>
    /// <returns>The place, to be left when it is no longer needed.</returns>
    /// <exception cref="RuleViolationException"><see cref="AccountRules.HasTurn"/>.</exception>
    public async Task<IDisposable> EnterAsync(CancellationToken cancellationToken) =>
        Granted(await places.AcquireAsync(cancellationToken: cancellationToken));

    /// <summary>
    /// Waits until nobody else signs in with this email here. Every attempt counts as a failure until it succeeds, so that
    /// of many right ones at once the later would be locked out.
    /// </summary>
    /// <param name="email">Stands for it.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The turn, to be ended.</returns>
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
