using System.Buffers.Binary;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace Engify.Features.Persistence;

/// <summary>
/// Advisory locks that last until the transaction (or the savepoint) ends. They are for speed and fairness: without
/// them, crossing inserts deadlock on the exclusion constraints. Truth is the constraints' matter. Whoever takes
/// several takes them in the order TA, student, group booking, bundle; the last two are row locks.
/// </summary>
internal static class Locks
{
    public static Task LockTaAsync(this EngifyDbContext db, Guid taId, CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({Key(taId)})", cancellationToken);

    public static Task LockStudentAsync(this EngifyDbContext db, Guid studentId, CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({Key(studentId)})", cancellationToken);

    public static Task LockTaAndStudentAsync(
        this EngifyDbContext db, Guid taId, Guid studentId, CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlAsync(
            $"SELECT pg_advisory_xact_lock({Key(taId)}); SELECT pg_advisory_xact_lock({Key(studentId)})",
            cancellationToken);

    /// <summary>
    /// Waits until nobody holds the TA, then the student, and holds neither: whoever waits so goes on at the same time
    /// as all the others.
    /// </summary>
    public static async Task WaitForTaAndStudentAsync(
        this EngifyDbContext db, Guid taId, Guid studentId, CancellationToken cancellationToken)
    {
        var begunAt = Stopwatch.GetTimestamp();
        await db.Database.ExecuteSqlAsync(
            $"""
            SAVEPOINT waiting;
            SELECT pg_advisory_xact_lock_shared({Key(taId)});
            ROLLBACK TO SAVEPOINT waiting;
            SELECT pg_advisory_xact_lock_shared({Key(studentId)});
            ROLLBACK TO SAVEPOINT waiting
            """,
            cancellationToken);
        db.GetService<DatabaseMeter>().WaitedForLock(Stopwatch.GetElapsedTime(begunAt));
    }

    /// <summary>In a query: takes the lock if nobody has it, and says whether it did.</summary>
    public static bool TryHold(long key) => throw new InvalidOperationException($"Only a query can try to hold {key}.");

    // The last eight bytes of a version 7 UUID are random but for two bits. Two ids that share a key only wait for
    // each other needlessly.
    public static long Key(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        return BinaryPrimitives.ReadInt64BigEndian(bytes[8..]);
    }
}
