using Engify.Features.Accounts;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Engify.Tests.Database;

/// <summary>
/// Whatever somebody types into any column by SQL, the database refuses it or every list still answers.
/// </summary>
public sealed class ReadableColumnTests(EngifyFixture engify) : IClassFixture<EngifyFixture>, IDisposable
{
    private readonly NpgsqlDataSource database = TestPostgres.SourceOf(engify.ConnectionString);

    private static readonly ILookup<string, string> Odd = new (string Type, string[] Values)[]
    {
        ("timestamp with time zone", [
            "'infinity'", "'-infinity'", "'294276-12-31'", "'10000-01-01'", "'9999-12-31 23:59:59.999999'",
            "'0001-01-01'",
            "'4714-11-24 BC'",
        ]),
        ("date", ["'infinity'", "'-infinity'", "'10000-01-01'", "'0044-03-15 BC'"]),
        ("time without time zone", ["'24:00'", "'23:59:59.999999'", "'00:00'"]),
        ("numeric", ["'NaN'", "-0.01", "99999999.99", "9.99"]),
        ("integer", ["-2147483648", "-1", "0", "7", "2147483647"]),
        ("text", ["''", "repeat('x', 100000)", "U&'\\FFFE\\200E'", "'Mars/Olympus'"]),
        ("inet", ["'::/0'", "'10.0.0.0/8'"]),
        ("uuid", ["'00000000-0000-0000-0000-000000000000'"]),
        ("boolean", ["true", "false"]),
    }.SelectMany(odd => odd.Values, (odd, value) => (odd.Type, value)).ToLookup(odd => odd.Type, odd => odd.value);

    public void Dispose() => database.Dispose();

    [Fact]
    public async Task Nothing_that_a_column_holds_fails_a_list()
    {
        var paths = await BuildSchoolAsync();
        var (refused, held) = (new List<string>(), 0);
        foreach (var (table, column, type) in await ListColumnsAsync())
        {
            foreach (var value in Odd[type])
            {
                if (await TryChangeAsync(table, column, value) is not { } undo)
                {
                    refused.Add($"{table}.{column} {value}");
                    continue;
                }

                held++;
                foreach (var path in paths)
                {
                    var answer = await engify.Api.GetAsync(path);
                    Assert.True(answer.Status is 200 or 404, $"{table}.{column} = {value}: {path} {answer.Text}");
                }

                await undo();
            }
        }

        Assert.True(held > 50, $"{held}");
        Assert.Contains("products.valid_to 'infinity'", refused);
        Assert.Contains("audit_entries.occurred_at 'infinity'", refused);
        Assert.Contains("group_session_templates.end_time '24:00'", refused);
        Assert.Contains("bundle_purchases.price_paid 'NaN'", refused);
        // Every one of these types, in every table, of today and later.
        var unreadable = new[] { "infinity'", "BC'", "'24:00'", "'NaN'", "-0.01" };
        var expected = (await ListColumnsAsync()).SelectMany(
            column =>
                Odd[column.Type].Where(value => unreadable.Any(end => value.EndsWith(end, StringComparison.Ordinal))),
            (column, value) => $"{column.Table}.{column.Column} {value}").ToList();
        Assert.True(expected.Count > 80, $"{expected.Count}");
        Assert.Empty(expected.Except(refused));
    }

    private async Task<string[]> BuildSchoolAsync()
    {
        var school = engify.School;
        var (course, ta) = await school.AddCourseWithTaAsync();
        await school.AddTermAsync();
        var student = await school.AddStudentAsync();
        var bundle = await school.AddBundleAsync(course);
        var purchase = await school.AddPurchaseAsync(student, bundle);
        var template = await school.AddTemplateAsync(course, ta);
        var session = await school.AddAsync(
            template.Schedule(Period.From(School.Tomorrow.AddDays(1), 90), EngifyFixture.Start));
        (await engify.Api.JoinAsync(session, student)).ShouldBeOk();
        var booking = (await engify.Api.BookAsync(student, course, ta, bundle: purchase)).ShouldBeOk();
        await engify.Host.Services.GetRequiredService<SigningKeys>().GetAsync(CancellationToken.None);
        (await engify.Api.LogInAsync(AccountSteps.NewEmail())).ShouldBeProblem(401, "invalid_credentials");
        Assert.Equal(201, (await engify.Api.RegisterAsync(AccountSteps.NewEmail())).Status);
        await ExecuteAsync(
            "INSERT INTO idempotency_records VALUES ('caller', 'key', 'hash', 'answer', now()) RETURNING caller, key");
        await ExecuteAsync(
            """
            INSERT INTO account_logins (login_provider, provider_key, account_id)
            SELECT 'https://id.engify.test', 'subject', id FROM accounts RETURNING login_provider, provider_key
            """);
        await ExecuteAsync("INSERT INTO ended_access VALUES (gen_random_uuid(), now()) RETURNING id::text, id::text");
        await ExecuteAsync(
            """
            INSERT INTO known_networks SELECT id, '203.0.113.7/32', now() FROM accounts
            RETURNING account_id::text, network
            """);
        await ExecuteAsync(
            """
            INSERT INTO invitations (id, email, name, role, token_hash, created_at, expires_at)
            VALUES (gen_random_uuid(), 'noor@engify.test', 'Noor', 'TA', '\x01', now(), now() + interval '1 year')
            RETURNING id::text, email
            """);
        await ExecuteAsync(
            "INSERT INTO legacy_ids (kind, legacy_id, id) VALUES ('student', 'c1', gen_random_uuid()) "
            + "RETURNING kind, legacy_id");
        await ExecuteAsync(
            """
            WITH hours AS (
                INSERT INTO ta_hours SELECT gen_random_uuid(), id, 1, 540, 720, '2026-01-01', '2026-12-31' FROM tas),
                overrides AS (
                    INSERT INTO ta_day_overrides SELECT gen_random_uuid(), id, '2026-03-02', 540, 600 FROM tas),
                absences AS (
                    INSERT INTO ta_absences (id, ta_id, starts_at, ends_at)
                    SELECT gen_random_uuid(), id, now(), now() + interval '1 day' FROM tas)
            INSERT INTO closures (id, starts_on, ends_on, name)
            VALUES (gen_random_uuid(), '2026-02-16', '2026-02-20', 'Reading week') RETURNING id::text, name
            """);
        return
        [
            "/closures", "/booking-rules", $"/tas/{ta.Id}/hours", $"/tas/{ta.Id}/overrides", $"/tas/{ta.Id}/absences",
            $"/tas/{ta.Id}/calendar", $"/courses/{course.Id}/slots", "/bookings?limit=1",
            "/terms", "/tas", "/courses?limit=1", $"/courses/{course.Id}", $"/courses/{course.Id}/products",
            $"/courses/{course.Id}/support-options?studentId={student.Id}", $"/group-sessions/courses/{course.Id}",
            $"/bookings/students/{student.Id}?limit=1", $"/bookings/tas/{ta.Id}?limit=1",
            $"/bookings/{booking.Id}", $"/bundles/students/{student.Id}?limit=1",
            $"/bundles/students/{student.Id}/courses/{course.Id}/active", "/audit?limit=200",
            "/accounts?limit=200", "/students?limit=200&includeInactive=true", "/invitations?limit=200",
            $"/students/{student.Id}/export",
        ];
    }

    private async Task<List<(string Table, string Column, string Type)>> ListColumnsAsync()
    {
        await using var command = database.CreateCommand(
            """
            SELECT table_name::text, column_name::text, data_type::text FROM information_schema.columns
            WHERE table_schema = 'public' AND table_name NOT IN ('__EFMigrationsHistory', 'data_protection_keys')
            ORDER BY 1, 2
            """);
        await using var reader = await command.ExecuteReaderAsync();
        var columns = new List<(string, string, string)>();
        while (await reader.ReadAsync())
            columns.Add((reader.GetString(0), reader.GetString(1), reader.GetString(2)));
        return columns;
    }

    /// <returns>How to bring back what was there; null if the database refuses.</returns>
    private async Task<Func<Task>?> TryChangeAsync(string table, string column, string value)
    {
        try
        {
            if (table == "audit_entries")
            {
                // Those that are there are never changed, but one could come so.
                await ExecuteAsync(
                    $"""
                    INSERT INTO audit_entries SELECT (jsonb_populate_record(entry, jsonb_build_object(
                        'id', gen_random_uuid(), '{column}', ({value})::text))).* FROM audit_entries entry LIMIT 1
                    RETURNING id::text, ''
                    """);
                return () => Task.CompletedTask;
            }

            var (row, before) = await ExecuteAsync(
                $"""
                WITH old AS (SELECT ctid, {column}::text AS value FROM {table} ORDER BY {column} IS NULL LIMIT 1)
                UPDATE {table} SET {column} = {value} FROM old WHERE {table}.ctid = old.ctid
                RETURNING {table}.ctid::text, quote_nullable(old.value)
                """);
            return () => ExecuteAsync(
                $"UPDATE {table} SET {column} = {before} WHERE ctid = '{row}' RETURNING ctid::text, ''");
        }
        catch (PostgresException)
        {
            return null;
        }
    }

    private async Task<(string Row, string Value)> ExecuteAsync(string sql)
    {
        await using var command = database.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        Assert.True(await reader.ReadAsync(), sql);
        return (reader.GetString(0), reader.GetString(1));
    }
}
