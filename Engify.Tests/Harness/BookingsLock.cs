using Engify.Features.Persistence;
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

    /// <param name="engify">Whose database.</param>
    /// <param name="statement">What locks, or writes what others must wait for.</param>
    public static async Task<BookingsLock> TakeAsync(EngifyFixture engify, string statement)
    {
        var source = NpgsqlDataSource.Create(engify.ConnectionString);
        var holder = await source.OpenConnectionAsync();
        await using var command = holder.CreateCommand();
        command.CommandText = $"BEGIN; {statement}";
        await command.ExecuteNonQueryAsync();
        return new BookingsLock(source, holder);
    }

    /// <summary>Returns once so many connections wait for a lock, this one or another.</summary>
    public async Task WaitForWaitersAsync(int count)
    {
        using var patience = new CancellationTokenSource(Patience);
        await using var command = source.CreateCommand(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'");
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
