using System.Threading.RateLimiting;
using Engify.Api.Http.RateLimiting;
using Microsoft.Extensions.Time.Testing;

namespace Engify.Tests.Http;

public sealed class WindowLimiterTests
{
    private readonly FakeTimeProvider clock = new();

    [Fact]
    public async Task No_more_requests_than_the_quota_pass_at_once()
    {
        using var limiter = new WindowLimiter("general", 100, clock);

        var passed = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
            Enumerable.Range(0, 1000).Count(_ => limiter.AttemptAcquire().IsAcquired))));

        Assert.Equal(100, passed.Sum());
    }

    [Fact]
    public void It_is_idle_only_once_its_window_is_over()
    {
        using var limiter = new WindowLimiter("general", 1, clock);
        Assert.True(limiter.AttemptAcquire().IsAcquired);

        clock.Advance(WindowLimiter.Window);
        Assert.Null(limiter.IdleDuration);

        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(TimeSpan.FromSeconds(1), limiter.IdleDuration);
    }

    [Fact]
    public async Task Clients_that_are_gone_are_forgotten()
    {
        const int Clients = 100;
        var left = Clients;
        var allForgotten = new TaskCompletionSource();
        using var limiters = PartitionedRateLimiter.Create<int, int>(client => RateLimitPartition.Get<int>(client, _ =>
            new WatchedLimiter(new WindowLimiter("general", 1, clock), () =>
            {
                if (Interlocked.Decrement(ref left) == 0)
                    allForgotten.SetResult();
            })));
        for (var client = 0; client < Clients; client++)
            Assert.True(limiters.AttemptAcquire(client).IsAcquired);

        clock.Advance(2 * WindowLimiter.Window);

        await allForgotten.Task.WaitAsync(TimeSpan.FromMinutes(2));
    }

    /// <summary>
    /// Says when the framework drops a limiter, which it does from time to time with those that are idle.
    /// </summary>
    private sealed class WatchedLimiter(WindowLimiter limiter, Action dropped) : RateLimiter
    {
        public override TimeSpan? IdleDuration => limiter.IdleDuration;

        public override RateLimiterStatistics? GetStatistics() => limiter.GetStatistics();

        protected override RateLimitLease AttemptAcquireCore(int permitCount) => limiter.AttemptAcquire(permitCount);

        protected override ValueTask<RateLimitLease> AcquireAsyncCore(
            int permitCount, CancellationToken cancellationToken) =>
                limiter.AcquireAsync(permitCount, cancellationToken);

        protected override async ValueTask DisposeAsyncCore()
        {
            await limiter.DisposeAsync();
            await base.DisposeAsyncCore();
            dropped();
        }
    }
}
