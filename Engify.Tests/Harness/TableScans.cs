using Microsoft.EntityFrameworkCore;

namespace Engify.Tests.Harness;

/// <summary>How often a table was read, from PostgreSQL's own statistics.</summary>
/// <param name="Table">Its name.</param>
/// <param name="Whole">From end to end.</param>
/// <param name="ByIndex">By an index.</param>
public sealed record TableScans(string Table, long Whole, long ByIndex)
{
    /// <summary>The tables that grow with what students and TAs do.</summary>
    public static readonly IReadOnlyList<string> Growing =
    [
        "accounts", "audit_entries", "booking_students", "bookings", "bundle_purchases", "idempotency_records",
        "students",
    ];

    public static async Task<IReadOnlyDictionary<string, TableScans>> CountAsync(EngifyFixture engify)
    {
        // A session hands in what it counted when it ends at the latest.
        await engify.EndSessionsAsync();
        return await engify.QueryAsync(async db =>
            (await db.Database.SqlQuery<TableScans>(
                $"""
                SELECT relname AS table, seq_scan AS whole, coalesce(idx_scan, 0) AS by_index
                FROM pg_stat_user_tables
                """)
                .ToListAsync()).ToDictionary(scans => scans.Table));
    }

    /// <summary>None of the tables was read from end to end in between.</summary>
    public static void ShouldBeByIndex(
        IEnumerable<string> tables, IReadOnlyDictionary<string, TableScans> before,
        IReadOnlyDictionary<string, TableScans> after) =>
        Assert.All(tables, table => Assert.Equal((table, before[table].Whole), (table, after[table].Whole)));
}
