using System.Threading.RateLimiting;
using Engify.Api.RateLimiting;
using Microsoft.Extensions.Time.Testing;

namespace Engify.Tests.Security;

public sealed class WindowLimiterTests
{
    private readonly FakeTimeProvider clock = new();

    [Fact]
    public async Task However_many_come_at_once_no_more_than_the_quota_pass()
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
    public void The_memory_of_clients_that_are_gone_is_given_back()
    {
        var known = new List<WeakReference>();
        using var limiters = PartitionedRateLimiter.Create<int, int>(client => RateLimitPartition.Get<int>(client, _ =>
        {
            var limiter = new WindowLimiter("general", 1, clock);
            known.Add(new WeakReference(limiter));
            return limiter;
        }));
        for (var client = 0; client < 100; client++)
            Assert.True(limiters.AttemptAcquire(client).IsAcquired);

        clock.Advance(2 * WindowLimiter.Window);

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (known.Any(limiter => limiter.IsAlive))
        {
            patience.Token.ThrowIfCancellationRequested();
            GC.Collect();
        }

        Assert.Equal(100, known.Count);
    }
}
