namespace Engify.Tests.Harness;

/// <summary>
/// Stops bookings in the middle of their statement, after they have looked at the calendar and before they write,
/// until it is released. The last rule reads the price, so the table of products waits meanwhile.
/// </summary>
public sealed class HeldJudgement : IAsyncDisposable
{
    private const int Key = 17;

    private readonly EngifyFixture engify;
    private readonly BookingsLock held;

    private HeldJudgement(EngifyFixture engify, BookingsLock held) => (this.engify, this.held) = (engify, held);

    public static async Task<HeldJudgement> OfBookingsAsync(EngifyFixture engify)
    {
        await engify.ExecuteAsync(
            $"""
            ALTER TABLE products RENAME TO all_products;
            CREATE VIEW products AS
            SELECT * FROM all_products WHERE (SELECT pg_advisory_xact_lock_shared({Key})) IS NOT NULL
            """);
        return new HeldJudgement(
            engify, await BookingsLock.TakeAsync(engify, $"SELECT pg_advisory_xact_lock({Key})"));
    }

    /// <summary>Returns once so many connections wait for a lock, this one or another.</summary>
    public Task WaitForWaitersAsync(int count) => held.WaitForWaitersAsync(count);

    public Task ReleaseAsync() => held.ReleaseAsync();

    public async ValueTask DisposeAsync()
    {
        await held.DisposeAsync();
        await engify.ExecuteAsync("DROP VIEW products; ALTER TABLE all_products RENAME TO products");
    }
}
