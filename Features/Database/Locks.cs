using System.Buffers.Binary;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Engify.Features.Database;

/// <summary>
/// Advisory locks that last until the transaction (or the savepoint) ends. The constraints decide; the locks only save
/// work: without them, crossing inserts deadlock on the exclusion constraints. Take several locks in the order TA,
/// student, booking, bundle; the last two are row locks.
/// </summary>
internal static class Locks
{
    public static Task LockStudentAsync(this EngifyDbContext db, Guid studentId, CancellationToken cancellationToken) =>
        db.LockAsync(LockTarget.Student, [studentId], cancellationToken);

    /// <summary>Queues for the locks of people, one after the other, and holds them.</summary>
    /// <param name="db">Where.</param>
    /// <param name="target">What they are: one of <see cref="LockTarget"/>.</param>
    /// <param name="ids">Whose ids they are: a TA's before a student's.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static Task LockAsync(
        this EngifyDbContext db, string target, IReadOnlyList<Guid> ids, CancellationToken cancellationToken) =>
        db.WaitAsync(target, ids, "SELECT pg_advisory_xact_lock({0})", cancellationToken);

    /// <summary>
    /// Waits until the locks are free, one after the other, without holding any. All commands that wait like this
    /// continue at the same time.
    /// </summary>
    public static Task WaitForAsync(
        this EngifyDbContext db, string target, IReadOnlyList<Guid> ids, CancellationToken cancellationToken) =>
        db.WaitAsync(
            target, ids,
            "SAVEPOINT waiting; SELECT pg_advisory_xact_lock_shared({0}); ROLLBACK TO SAVEPOINT waiting",
            cancellationToken);

    /// <summary>One command for each, in one round trip; <c>{0}</c> stands for the key.</summary>
    private static Task WaitAsync(
        this EngifyDbContext db, string target, IReadOnlyList<Guid> ids, string command,
        CancellationToken cancellationToken)
    {
        var commands = string.Join(
            "; ", ids.Select((_, index) => command.Replace("{0}", $"{{{index}}}", StringComparison.Ordinal)));
        return db.WaitAsync(target, FormattableStringFactory.Create(commands, [.. ids.Select(id => (object)Key(id))]),
            cancellationToken);
    }

    /// <summary>Sends a command that waits for a lock, and measures for how long.</summary>
    /// <param name="db">Where to.</param>
    /// <param name="target">What is locked: one of <see cref="LockTarget"/>.</param>
    /// <param name="command">A command that only waits.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static Task WaitAsync(
        this EngifyDbContext db, string target, FormattableString command, CancellationToken cancellationToken) =>
        db.WaitAsync(target, () => db.Database.ExecuteSqlAsync(command, cancellationToken));

    /// <summary>Runs a query that waits for a row, and measures for how long.</summary>
    /// <param name="db">Where.</param>
    /// <param name="target">What is locked: one of <see cref="LockTarget"/>.</param>
    /// <param name="query">A query that only waits.</param>
    public static async Task<T> WaitAsync<T>(this EngifyDbContext db, string target, Func<Task<T>> query)
    {
        var begunAt = Stopwatch.GetTimestamp();
        try
        {
            return await query();
        }
        finally
        {
            db.GetService<DatabaseMeter>().WaitedForLock(target, Stopwatch.GetElapsedTime(begunAt));
        }
    }

    // The last eight bytes of a version 7 UUID are random except for two bits. If two ids share a key, they only wait
    // for each other without need.
    public static long Key(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        return BinaryPrimitives.ReadInt64BigEndian(bytes[8..]);
    }
}
