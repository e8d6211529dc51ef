using Engify.Features.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Engify.Tests.Promises.Faults;

/// <summary>What the service does by itself, with other instances beside it and a database that goes away.</summary>
public sealed class RecurringWorkTests(EngifyFixture engify) : IClassFixture<EngifyFixture>
{
    private const string Owner = nameof(RecurringWorkTests);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task One_instance_at_a_time_holds_a_lock_and_a_dead_one_holds_none()
    {
        await using (var first = await TakeAsync("work"))
        {
            Assert.NotNull(first);
            Assert.Null(await TakeAsync("work"));
            await using var other = await TakeAsync("other work");
            Assert.NotNull(other);
        }

        await using var next = await WaitForAsync("work");
    }

    [Fact]
    public async Task Work_that_another_instance_does_is_left_to_it_until_it_has_gone()
    {
        await using (await WaitForAsync(nameof(Purge)))
        {
            await AddOldRecordAsync();
            for (var hour = 0; hour < 20; hour++)
            {
                engify.Clock.Advance(TimeSpan.FromHours(1));
                Assert.True(await IsOldRecordThereAsync());
            }
        }

        await AdvanceUntilAsync(async () => !await IsOldRecordThereAsync());
    }

    [Fact]
    public async Task A_database_that_is_away_is_one_line_for_each_work_and_all_goes_on_when_it_is_back()
    {
        await using var link = DatabaseLink.To(engify.ConnectionString);
        await using var host = await engify.StartHostAsync(("ConnectionStrings:Engify", link.ConnectionString));
        var before = engify.Log.Entries.Count;
        IEnumerable<LogEntry> Logged() => engify.Log.Entries.Skip(before);
        bool Waits(string work) => Logged().Any(
            entry => entry.Message.StartsWith($"{work} waits for the database", StringComparison.Ordinal));

        await link.BreakAsync();
        await AdvanceUntilAsync(() => Task.FromResult(
            Waits("Purge") && Waits("GroupSessionScheduler") && Waits("SigningKeyRefresh")
            && Logged().Any(entry =>
                entry.Message.StartsWith("Changes of the catalogue are not told", StringComparison.Ordinal))));
        for (var minute = 0; minute < 30; minute++)
        {
            engify.Clock.Advance(TimeSpan.FromMinutes(1));
            await engify.QueryAsync(db => db.Courses.CountAsync());
        }

        Assert.All(
            Logged().Where(entry => entry.Level >= LogLevel.Warning).GroupBy(entry => entry.Category),
            work => Assert.Single(work));
        Assert.All(Logged(), entry => Assert.Null(entry.Exception));

        var listening = engify.Log.NextAsync(entry => entry.Message == "Listening for changes of the catalogue");
        var scheduled = engify.Log.NextAsync(entry => entry.Message == "Scheduled 0 group sessions");
        link.Mend();
        await AdvanceUntilAsync(() => Task.FromResult(listening.IsCompleted && scheduled.IsCompleted));
    }

    private Task<InstanceLock?> TakeAsync(string name) =>
        InstanceLock.TryTakeAsync(engify.ConnectionString, name, CancellationToken.None);

    /// <summary>PostgreSQL notices a moment later that whoever held it has gone.</summary>
    private async Task<InstanceLock> WaitForAsync(string name)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            if (await InstanceLock.TryTakeAsync(engify.ConnectionString, name, patience.Token) is { } taken)
                return taken;
        }
    }

    private Task AddOldRecordAsync() => engify.School.AddAsync(new IdempotencyRecord(
        Owner, $"{Guid.NewGuid()}", [1], 200, [], new ProtectedText([2]),
        engify.Clock.GetUtcNow() - IdempotencyKeys.Lifetime));

    private Task<bool> IsOldRecordThereAsync() =>
        engify.QueryAsync(db => db.IdempotencyRecords.AnyAsync(record => record.Caller == Owner));

    private async Task AdvanceUntilAsync(Func<Task<bool>> isTrue)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!await isTrue())
        {
            patience.Token.ThrowIfCancellationRequested();
            engify.Clock.Advance(TimeSpan.FromHours(1));
            await engify.QueryAsync(db => db.Courses.CountAsync());
        }
    }
}
