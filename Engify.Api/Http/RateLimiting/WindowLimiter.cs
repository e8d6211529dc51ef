using System.Threading.RateLimiting;

namespace Engify.Api.Http.RateLimiting;

/// <summary>
/// Lets one client send so many requests per window. A window begins with the first request after the previous one
/// ended. The framework's own limiter does not know how long its window still lasts, and clients need to be told.
/// </summary>
internal sealed class WindowLimiter(string policy, int quota, TimeProvider clock) : RateLimiter
{
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new();
    private long begunAt = clock.GetTimestamp();
    private int used;

    /// <summary>How long ago the last window ended; the framework drops idle limiters.</summary>
    public override TimeSpan? IdleDuration
    {
        get
        {
            lock (gate)
            {
                var idle = clock.GetElapsedTime(begunAt) - Window;
                return idle > TimeSpan.Zero ? idle : null;
            }
        }
    }

    public override RateLimiterStatistics? GetStatistics() => null;

    protected override RateLimitLease AttemptAcquireCore(int permitCount)
    {
        lock (gate)
        {
            var elapsed = clock.GetElapsedTime(begunAt);
            if (elapsed >= Window)
                (begunAt, elapsed, used) = (clock.GetTimestamp(), TimeSpan.Zero, 0);

            var isAcquired = permitCount <= quota - used;
            if (isAcquired)
                used += permitCount;
            return new WindowLease(isAcquired, policy, quota, quota - used, Window - elapsed);
        }
    }

    protected override ValueTask<RateLimitLease> AcquireAsyncCore(
        int permitCount, CancellationToken cancellationToken) =>
        ValueTask.FromResult(AttemptAcquireCore(permitCount));
}
