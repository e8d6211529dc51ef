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
    public static Task LockStudentAsync(this EngifyDbContext db, Guid studentId, CancellationToken cancellationToken) =>
        db.WaitAsync(LockTarget.Student, $"SELECT pg_advisory_xact_lock({Key(studentId)})", cancellationToken);

    /// <summary>The row, since whoever changes a booking has it.</summary>
    public static Task LockBookingAsync(this EngifyDbContext db, Guid bookingId, CancellationToken cancellationToken) =>
        db.WaitAsync(
            LockTarget.Booking, $"SELECT FROM bookings WHERE id = {bookingId} FOR NO KEY UPDATE", cancellationToken);

    public static Task LockTaAndStudentAsync(
        this EngifyDbContext db, Guid taId, Guid studentId, CancellationToken cancellationToken) =>
        db.WaitAsync(
            LockTarget.TaAndStudent,
            $"SELECT pg_advisory_xact_lock({Key(taId)}); SELECT pg_advisory_xact_lock({Key(studentId)})",
            cancellationToken);

    /// <summary>
    /// Waits until nobody holds the TA, then the student, and holds neither: whoever waits so goes on at the same time
    /// as all the others.
    /// </summary>
    public static Task WaitForTaAndStudentAsync(
        this EngifyDbContext db, Guid taId, Guid studentId, CancellationToken cancellationToken) =>
        db.WaitAsync(
            LockTarget.TaAndStudent,
            $"""
            SAVEPOINT waiting;
            SELECT pg_advisory_xact_lock_shared({Key(taId)});
            ROLLBACK TO SAVEPOINT waiting;
            SELECT pg_advisory_xact_lock_shared({Key(studentId)});
            ROLLBACK TO SAVEPOINT waiting
            """,
            cancellationToken);

    /// <summary>Sends a command that waits for a lock, and measures for how long.</summary>
    /// <param name="db">Where to.</param>
    /// <param name="target">What is locked: one of <see cref="LockTarget"/>.</param>
    /// <param name="command">What waits, and does nothing that takes time besides.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static Task WaitAsync(
        this EngifyDbContext db, string target, FormattableString command, CancellationToken cancellationToken) =>
        db.WaitAsync(target, () => db.Database.ExecuteSqlAsync(command, cancellationToken));

    /// <summary>Runs a query that waits for a row, and measures for how long.</summary>
    /// <param name="db">Where.</param>
    /// <param name="target">What is locked: one of <see cref="LockTarget"/>.</param>
    /// <param name="query">What waits, and does nothing that takes time besides.</param>
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
