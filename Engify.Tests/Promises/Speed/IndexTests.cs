using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Engify.Tests.Database;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Engify.Tests.Promises.Speed;

/// <summary>
/// On the benchmark's data, 200,000 bookings, PostgreSQL reads no table that grows from end to end, whatever is asked:
/// its own statistics say so.
/// </summary>
public sealed class IndexTests(EngifyFixture engify) : IClassFixture<EngifyFixture>
{
    /// <summary>
    /// PostgreSQL chooses freely here. The service's own sessions avoid reading a table from end to end, so there
    /// PostgreSQL might use an index that does not fit, and nobody would notice.
    /// </summary>
    private const string FreeChoice = "Options=-c plan_cache_mode=force_generic_plan";

    /// <summary>What the service itself will have written by then.</summary>
    private const string Used =
        """
        INSERT INTO idempotency_records (caller, key, request_hash, response, created_at)
        SELECT 'student:' || bench.id('5', n), 'key', 'hash', 'response', now() FROM generate_series(1, 20000) n;
        INSERT INTO audit_entries (id, occurred_at, account_id, role, action, object_type, object_id, outcome)
        SELECT bench.id('e', n), now(), bench.id('4', n), 'STUDENT', 'JoinGroupSession', 'booking',
               bench.id('9', n)::text, 'succeeded'
        FROM generate_series(1, 20000) n;
        UPDATE booking_rules SET horizon_days = 3660;
        ANALYZE;
        """;

    [Fact]
    public async Task Every_request_and_every_decision_finds_its_rows_by_an_index()
    {
        await SeedAsync();
        foreach (var (name, sql) in DecisionTests.Decisions)
        {
            var plan = await ExplainAsync(sql);
            Assert.Contains("CTE verdict", plan, StringComparison.Ordinal);
            Assert.All(TableScans.Growing, table => Assert.False(
                Regex.IsMatch(plan, $@"Seq Scan on {table}\b"), $"{name} reads {table} from end to end:\n{plan}"));
        }

        var before = await TableScans.CountAsync(engify);

        await using (var host = await engify.StartHostAsync(
            ("ConnectionStrings:Engify", $"{engify.ConnectionString};{FreeChoice}")))
        {
            await AskAsync(new ApiClient(host, engify.Host.Services));
        }

        var after = await TableScans.CountAsync(engify);
        TableScans.ShouldBeByIndex(TableScans.Growing, before, after);
        Assert.All(
            ["booking_students", "bookings", "bundle_purchases", "students"],
            table => Assert.True(after[table].ByIndex > before[table].ByIndex, table));
    }

    /// <summary>The plan for any values, as a prepared statement has it.</summary>
    private Task<string> ExplainAsync(string sql) => engify.QueryAsync(async db =>
    {
        var parameters = Regex.Matches(sql, @"(?<![@\w])@(\w+)").Select(match => match.Value).Distinct().ToList();
        var statement = Regex.Replace(sql, @"(?<![@\w])@\w+", match => $"${parameters.IndexOf(match.Value) + 1}");
        var values = string.Join(", ", parameters.Select(_ => "NULL"));
        await db.Database.OpenConnectionAsync();
        await using var batch = new NpgsqlCommand(
            $"""
            SET plan_cache_mode = force_generic_plan;
            SET enable_seqscan = on;
            PREPARE decision AS {statement};
            EXPLAIN (COSTS OFF) EXECUTE decision({values});
            DEALLOCATE decision;
            RESET plan_cache_mode;
            RESET enable_seqscan
            """,
            (NpgsqlConnection)db.Database.GetDbConnection());
        await using var rows = await batch.ExecuteReaderAsync();
        var plan = new List<string>();
        while (await rows.ReadAsync())
            plan.Add(rows.GetString(0));
        return string.Join('\n', plan);
    });

    private static async Task AskAsync(ApiClient api)
    {
        var (student, ta, course) = (Id('5', 7), Id('a', 6), Id('c', 3));
        foreach (var path in new[]
        {
            $"/bookings/students/{student}?limit=20",
            $"/bookings/students/{student}?status=BOOKED&from=2020-01-01T00:00:00Z",
            $"/bookings/tas/{ta}?limit=20",
            "/bookings?limit=20",
            $"/bundles/students/{student}",
            $"/bundles/students/{student}/courses/{course}/active",
            $"/courses/{course}/support-options?studentId={student}",
            $"/group-sessions/courses/{course}",
            $"/courses/{course}/slots?studentId={student}",
        })
        {
            var page = (await api.GetAsync(path)).ShouldBeOk();
            if (page.Next is { } next)
                (await api.GetAsync(next)).ShouldBeOk();
        }

        var start = EngifyFixture.Start.AddYears(5);
        var body = new { studentId = student, courseId = course, taId = ta, date = start, durationMinutes = 60 };
        var booking = (await api.PostAsync("/bookings/individual", body, As.Admin, ("Idempotency-Key", "one")))
            .ShouldBeOk();
        var withAnyTa = new { studentId = student, courseId = course, date = start.AddDays(1), durationMinutes = 60 };
        (await api.PostAsync("/bookings/individual", withAnyTa)).ShouldBeOk();
        (await api.GetAsync($"/bookings/{booking["id"].GetGuid()}")).ShouldBeOk();
        (await api.PatchAsync($"/bookings/{booking["id"].GetGuid()}/cancel")).ShouldBeOk();
        var session = Id('9', 10_000_000);
        (await api.PostAsync($"/group-sessions/{session}/join", new { studentId = student })).ShouldBeOk();
        (await api.PostAsync($"/group-sessions/{session}/leave", new { studentId = student })).ShouldBeOk();
        (await api.GetAsync("/audit?limit=20")).ShouldBeOk();
    }

    private Task SeedAsync() => engify.QueryAsync(async db =>
    {
        db.Database.SetCommandTimeout(TimeSpan.FromMinutes(5));
        var seed = await File.ReadAllTextAsync(SeedPath());
        seed = Regex.Replace(seed, @"^\\set .*$", "", RegexOptions.Multiline)
            .Replace(":scale", "1", StringComparison.Ordinal)
            .Replace(":'password_hash'", "'none'", StringComparison.Ordinal);
        await db.Database.OpenConnectionAsync();
        await using var command = new NpgsqlCommand(seed + Used, (NpgsqlConnection)db.Database.GetDbConnection())
        {
            CommandTimeout = 300,
        };
        return await command.ExecuteNonQueryAsync();
    });

    private static Guid Id(char kind, int number) => Guid.Parse($"01900000-0000-7000-8000-{kind}{number:x11}");

    private static string SeedPath([CallerFilePath] string path = "") =>
        Path.Combine(Path.GetDirectoryName(path)!, "..", "..", "..", "proof", "bench", "sql", "seed.sql");
}
