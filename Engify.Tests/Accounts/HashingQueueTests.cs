using Engify.Features.Accounts;
using Microsoft.Extensions.Options;

namespace Engify.Tests.Accounts;

public sealed class HashingQueueTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_client_that_goes_away_leaves_its_place_to_the_next()
    {
        using var queue = Create(places: 1, queued: 1);
        var place = await queue.EnterAsync(CancellationToken.None);
        using var gone = new CancellationTokenSource();
        var waiting = queue.EnterAsync(gone.Token);
        await ShouldBeFullAsync(() => queue.EnterAsync(CancellationToken.None));

        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.WaitAsync(Patience));

        var next = queue.EnterAsync(CancellationToken.None);
        Assert.False(next.IsCompleted);
        place.Dispose();
        (await next).Dispose();
    }

    [Fact]
    public async Task Those_with_the_same_email_come_one_by_one_and_the_others_at_once()
    {
        using var queue = Create(places: 1, queued: 0);
        var turn = await queue.TakeTurnAsync("A", CancellationToken.None);
        using var other = await queue.TakeTurnAsync("B", CancellationToken.None).WaitAsync(Patience);

        var waiting = Enumerable.Range(0, 100).Select(_ => queue.TakeTurnAsync("A", CancellationToken.None)).ToList();
        Assert.DoesNotContain(waiting, next => next.IsCompleted);
        await ShouldBeFullAsync(() => queue.TakeTurnAsync("A", CancellationToken.None));

        turn.Dispose();
        foreach (var next in waiting)
            (await next).Dispose();
    }

    private static HashingQueue Create(int places, int queued) => new(
        Options.Create(new SignInLimits { MaxConcurrentHashes = places, MaxQueuedHashes = queued }));

    private static async Task ShouldBeFullAsync(Func<Task> enter) =>
        Assert.Equal(AccountRules.HasTurn, (await Assert.ThrowsAsync<RuleViolationException>(enter)).Rule);
}
