using System.Threading.RateLimiting;

namespace Engify.Api.Http.RateLimiting;

/// <summary>A limit that tells clients how much they have left, whether their request passes or not.</summary>
internal sealed class AnnouncedLimiter(PartitionedRateLimiter<HttpContext> limiter)
    : PartitionedRateLimiter<HttpContext>
{
    public override RateLimiterStatistics? GetStatistics(HttpContext resource) => limiter.GetStatistics(resource);

    protected override RateLimitLease AttemptAcquireCore(HttpContext resource, int permitCount) =>
        Announce(resource, limiter.AttemptAcquire(resource, permitCount));

    protected override async ValueTask<RateLimitLease> AcquireAsyncCore(
        HttpContext resource, int permitCount, CancellationToken cancellationToken) =>
        Announce(resource, await limiter.AcquireAsync(resource, permitCount, cancellationToken));

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            limiter.Dispose();
        base.Dispose(disposing);
    }

    private static RateLimitLease Announce(HttpContext context, RateLimitLease lease)
    {
        if (lease is WindowLease standing)
            RateLimitHeaders.Of(context).Tell(standing);
        return lease;
    }
}
