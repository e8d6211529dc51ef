using Engify.Features.Bookings;
using Engify.Features.Database;
using Engify.Features.Students;
using Npgsql;

namespace Engify.Tests.Harness;

/// <summary>
/// Lets nobody write a booking, or even read one, or book one TA or student, until it is released: commands stop
/// halfway, where a test can look at them.
/// </summary>
public sealed class BookingsLock : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly NpgsqlDataSource source;
    private readonly NpgsqlConnection holder;

    private BookingsLock(NpgsqlDataSource source, NpgsqlConnection holder) =>
        (this.source, this.holder) = (source, holder);

    public static Task<BookingsLock> TakeAsync(EngifyFixture engify, bool alsoFromReading = false) =>
        TakeAsync(engify, $"LOCK TABLE bookings IN {(alsoFromReading ? "ACCESS EXCLUSIVE" : "EXCLUSIVE")} MODE");

    /// <param name="engify">Whose database.</param>
    /// <param name="id">The TA or the student.</param>
    public static Task<BookingsLock> TakeAsync(EngifyFixture engify, Guid id) =>
        TakeAsync(engify, $"SELECT pg_advisory_xact_lock({Locks.Key(id)})");

    /// <summary>Another student takes a seat in a group session: nobody knows until it is released.</summary>
    public static Task<BookingsLock> TakeSeatAsync(EngifyFixture engify, Booking session, Student student) =>
        TakeAsync(
            engify,
            $"""
            UPDATE bookings SET student_count = student_count + 1,
                status = CASE WHEN student_count + 1 = capacity THEN 'FULL' ELSE 'AVAILABLE' END
            WHERE id = '{session.Id}';
            INSERT INTO booking_students (booking_id, student_id, joined_at, starts_at, ends_at, is_active)
            SELECT id, '{student.Id}', now(), starts_at, ends_at, true FROM bookings WHERE id = '{session.Id}'
            """);

    /// <summary>Somebody calls a group session off: nobody knows until it is released.</summary>
    public static Task<BookingsLock> CallOffAsync(EngifyFixture engify, Booking session) =>
        TakeAsync(
            engify,
            $"""
            UPDATE bookings SET status = 'CANCELLED', student_count = 0, cancelled_at = now(), cancelled_by = 'admin'
            WHERE id = '{session.Id}';
            UPDATE booking_students SET is_active = false WHERE booking_id = '{session.Id}'
            """);

    /// <param name="engify">Whose database.</param>
    /// <param name="statement">What locks, or writes what others must wait for.</param>
    public static async Task<BookingsLock> TakeAsync(EngifyFixture engify, string statement)
    {
        var source = TestPostgres.SourceOf(engify.ConnectionString);
        var holder = await source.OpenConnectionAsync();
        await using var command = holder.CreateCommand();
        command.CommandText = $"BEGIN; {statement}";
        await command.ExecuteNonQueryAsync();
        return new BookingsLock(source, holder);
    }

    /// <summary>Returns once so many connections wait for a lock, this one or another.</summary>
    public Task WaitForWaitersAsync(int count) => WaitForWaitersAsync(count, "%");

    /// <summary>Returns once a connection waits for a row that somebody else has changed and not committed.</summary>
    public Task WaitForWaiterOnRowAsync() => WaitForWaitersAsync(1, "transactionid");

    private async Task WaitForWaitersAsync(int count, string kind)
    {
        using var patience = new CancellationTokenSource(Patience);
        await using var command = source.CreateCommand(
            """
            SELECT count(*) FROM pg_stat_activity
            WHERE datname = current_database() AND wait_event_type = 'Lock' AND wait_event LIKE $1
            """);
        command.Parameters.Add(new NpgsqlParameter { Value = kind });
        while ((long)(await command.ExecuteScalarAsync(patience.Token))! < count)
            patience.Token.ThrowIfCancellationRequested();
    }

    public async Task ReleaseAsync()
    {
        await using var command = holder.CreateCommand();
        command.CommandText = "COMMIT";
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await holder.DisposeAsync();
        await source.DisposeAsync();
    }
}
