using System.Globalization;
using System.Runtime.CompilerServices;
using Alba;
using Engify.Features.Accounts;
using Engify.Features.Database;
using Engify.Features.Integrity.CheckIntegrity;
using MediatR;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Engify.Tests.Database;

/// <summary>
/// A database in use, with a semester in the schema of <c>OneRowForEachProtectionKey</c>, meets every migration since
/// then. Rows that are forbidden by now are mended or named.
/// </summary>
public sealed class UpgradeTests(UpgradeTests.Semester semester) : IClassFixture<UpgradeTests.Semester>, IAsyncLifetime
{
    private const string Baseline = "OneRowForEachProtectionKey";
    private const string Email = "Élodie@school.example";

    /// <summary>
    /// What PostgreSQL's types hold, the service cannot read and nobody can mend without asking, by the types' names.
    /// </summary>
    private static readonly ILookup<string, string> Unreadable = new (string Type, string Value)[]
    {
        ("timestamp with time zone", "infinity"), ("timestamp with time zone", "-infinity"),
        ("timestamp with time zone", "10000-01-01"), ("timestamp with time zone", "0044-03-15 BC"),
        ("date", "infinity"), ("numeric", "NaN"), ("numeric", "-1"),
    }.ToLookup(odd => odd.Type, odd => odd.Value);

    private string database = null!;

    public async Task InitializeAsync() =>
        database = await TestPostgres.CopyDatabaseAsync(semester.ConnectionString);

    public Task DisposeAsync() => TestPostgres.DropDatabaseAsync(database);

    [Fact]
    public async Task A_semester_survives_every_later_migration_and_is_served()
    {
        await ExecuteAsync(
            $"""
            UPDATE students SET email = '{Email}' WHERE email = 'Student1@school.example';
            UPDATE accounts SET email = '{Email}', user_name = '{Email}', normalized_email = upper('{Email}'),
                normalized_user_name = upper('{Email}'), password_hash = '{Hash(AccountSteps.Password)}'
            WHERE email = 'Student1@school.example'
            """);
        var before = await CountAsync();

        var later = await TestPostgres.ListMigrationsAsync();
        later = [.. later.SkipWhile(migration => !migration.EndsWith(Baseline, StringComparison.Ordinal)).Skip(1)];
        Assert.NotEmpty(later);
        foreach (var migration in later)
            await TestPostgres.MigrateAsync(database, migration);

        Assert.Equal(before.Append("booking_rules 1").Order(), (await CountAsync()).Order());
        Assert.Equal(70, await ScalarAsync("SELECT count(*) FROM bookings WHERE blocked_until = ends_at"));
        Assert.Equal(30, await ScalarAsync("SELECT count(local_date) FROM bookings"));
        Assert.Equal(
            30,
            await ScalarAsync(
                """
                SELECT count(*) FROM bookings b JOIN group_session_templates t ON t.id = b.group_session_template_id
                WHERE extract(dow FROM local_date) = day_of_week
                """));
        await using var host = await ServeAsync();
        var api = new ApiClient(host);
        (await api.LogInAsync("e\u0301LODIE@SCHOOL.EXAMPLE")).ShouldBeOk();
        Assert.Equal("email_taken", (await api.RegisterAsync("STUDENT2@school.example"))["code"].GetString());
        await ShouldBeServedAsync(api);
        Assert.Empty(await CheckAsync(host));
    }

    [Fact]
    public async Task Every_later_migration_can_be_undone_and_done_again()
    {
        var before = await CountAsync();
        await TestPostgres.MigrateAsync(database);

        await TestPostgres.MigrateAsync(database, Baseline);

        // Wrong passwords were counted otherwise before.
        Assert.Equal(before.Except(["sign_in_attempts 1"]).Order(), (await CountAsync()).Order());
        await TestPostgres.MigrateAsync(database);
        await using var host = await ServeAsync();
        Assert.Empty(await CheckAsync(host));
    }

    [Fact]
    public async Task Each_value_that_cannot_be_read_stops_the_migration_in_a_sentence_and_leaves_everything_as_it_was()
    {
        await ExecuteAsync("INSERT INTO signing_keys VALUES (gen_random_uuid(), NULL, 'key', now())");
        var notPlanted = new List<string>();
        var columns = await ListColumnsAsync();
        foreach (var (table, column, type) in columns.Where(column => Unreadable.Contains(column.Type)))
        {
            notPlanted.Add($"{table}.{column}");
            foreach (var value in Unreadable[type])
            {
                if (await PlantAsync(table, column, value) is not { } old)
                    continue;

                var before = await FingerprintAsync();
                var stopped = await Assert.ThrowsAsync<PostgresException>(() => TestPostgres.MigrateAsync(database));
                Assert.Equal(Upgrade.StoppedByRows, stopped.SqlState);
                var sentence = Assert.Single(
                    stopped.MessageText.Split('\n'),
                    fault => fault.Contains($"the rule {column} ", StringComparison.Ordinal));
                Assert.Contains($"The row of {table} with {old.Key} ", sentence, StringComparison.Ordinal);
                Assert.Equal(before, await FingerprintAsync());

                await RestoreAsync(table, column, old);
                notPlanted.Remove($"{table}.{column}");
                // One way to be unreadable is enough to see that the column is looked at.
                break;
            }
        }

        // That schema refuses both already.
        Assert.Equal(["tas.gpa"], notPlanted);
        await ExecuteAsync("DELETE FROM signing_keys");
        await TestPostgres.MigrateAsync(database);
    }

    [Theory]
    [InlineData(
        """
        UPDATE students SET email = U&'\00e9@x.ca' WHERE email LIKE 'Student2@%';
        UPDATE students SET email = U&'e\0301@x.ca' WHERE email LIKE 'Student3@%'
        """,
        "The rows of students with id = '01900000-0000-7000-8000-500000000002' and "
        + "id = '01900000-0000-7000-8000-500000000003' have the same email: "
        + "give all but one of them another and migrate again.")]
    [InlineData(
        """
        UPDATE accounts SET email = 'x@x.ca' WHERE email LIKE 'Student2@%';
        UPDATE accounts SET email = ' X@x.ca' WHERE email LIKE 'Student3@%'
        """,
        "The rows of accounts with id = '01900000-0000-7000-8000-400000000002' and "
        + "id = '01900000-0000-7000-8000-400000000003' have the same email: "
        + "give all but one of them another and migrate again.")]
    [InlineData(
        "UPDATE group_session_templates SET time_zone = 'Mars/Olympus' WHERE day_of_week = 1",
        "The row of group_session_templates with id = '01900000-0000-7000-8000-700000000001' has the time zone "
        + "'Mars/Olympus', which PostgreSQL does not know: set it to an IANA name, such as America/Toronto, "
        + "and migrate again.")]
    [InlineData(
        """
        INSERT INTO bookings (id, course_id, ta_id, status, session_type, starts_at, ends_at, price_per_student,
            capacity, student_count, group_session_template_id, created_at, updated_at)
        SELECT '01900000-0000-7000-8000-9ffffffffff0', course_id, ta_id, status, session_type,
            starts_at + interval '2 hours', ends_at + interval '2 hours', price_per_student, capacity, 0,
            group_session_template_id, now(), now()
        FROM bookings WHERE id = '01900000-0000-7000-8000-90000000006e'
        """,
        "The rows of bookings with id = '01900000-0000-7000-8000-90000000006e' and id = "
        + "'01900000-0000-7000-8000-9ffffffffff0' are sessions of one template on one date, ")]
    public async Task A_row_that_needs_a_decision_stops_the_verb_with_a_sentence(string plant, string sentence)
    {
        await ExecuteAsync(plant);
        var before = await FingerprintAsync();

        var (exitCode, output, error) = await EngifyProgram.RunAsync("migrate", database);

        Assert.Equal((2, ""), (exitCode, output));
        Assert.StartsWith(sentence, Assert.Single(error.Split('\n')), StringComparison.Ordinal);
        Assert.Equal(before, await FingerprintAsync());
    }

    [Theory]
    [InlineData(
        "UPDATE tas SET email = 'SAME@school.example' WHERE email LIKE 'Ta1@%'; "
        + "UPDATE tas SET email = 'same@school.example' WHERE email LIKE 'Ta2@%'",
        "The rows of tas with id = '01900000-0000-7000-8000-a00000000001' and "
        + "id = '01900000-0000-7000-8000-a00000000002' have the same email: "
        + "give all but one of them another and migrate again.")]
    [InlineData(
        """
        UPDATE courses SET code = U&'\00c9COLE 1' WHERE code = 'COMP 201';
        UPDATE courses SET code = U&'e\0301cole 1' WHERE code = 'COMP 202'
        """,
        "The rows of courses with id = '01900000-0000-7000-8000-c00000000001' and "
        + "id = '01900000-0000-7000-8000-c00000000002' have the same code: "
        + "give all but one of them another and migrate again.")]
    public async Task What_administration_refuses_stops_the_verb_once_the_migrations_before_are_done(
        string plant, string sentence)
    {
        await TestPostgres.MigrateAsync(database, "OneEmailOneDateReadableValues");
        await A_row_that_needs_a_decision_stops_the_verb_with_a_sentence(plant, sentence);
    }

    [Fact]
    public async Task Rows_with_only_one_right_answer_are_repaired()
    {
        await ExecuteAsync(
            """
            UPDATE group_session_templates SET end_time = '24:00' WHERE day_of_week = 1;
            UPDATE students SET email = email || U&'\00a0\3000' WHERE email LIKE 'Student2@%';
            UPDATE accounts SET email = E'\t' || email || ' ' WHERE email LIKE 'Student2@%';
            UPDATE tas SET email = ' ' || email;
            -- One that took place twice on a date, and one that was called off and made again later on the day.
            INSERT INTO bookings (id, course_id, ta_id, status, session_type, starts_at, ends_at, price_per_student,
                capacity, student_count, group_session_template_id, created_at, updated_at)
            SELECT gen_random_uuid(), course_id, ta_id, status, session_type, starts_at + interval '2 hours',
                ends_at + interval '2 hours', price_per_student, capacity, 0,
            group_session_template_id, now(), now()
            FROM bookings WHERE id IN ('01900000-0000-7000-8000-900000000065', '01900000-0000-7000-8000-90000000006e');
            UPDATE booking_students SET is_active = false WHERE booking_id = '01900000-0000-7000-8000-90000000006e';
            UPDATE bookings SET status = 'CANCELLED', student_count = 0
            WHERE id = '01900000-0000-7000-8000-90000000006e'
            """);

        await TestPostgres.MigrateAsync(database);

        Assert.Equal(1, await ScalarAsync("SELECT count(*) FROM group_session_templates WHERE end_time = '00:00'"));
        Assert.Equal(2, await ScalarAsync(
            "SELECT (SELECT count(*) FROM students WHERE email = 'Student2@school.example')"
            + " + (SELECT count(*) FROM accounts WHERE normalized_email = 'student2@school.example')"));
        Assert.Equal(3, await ScalarAsync("SELECT count(*) FROM tas WHERE email LIKE 'Ta%'"));
        Assert.Equal(32, await ScalarAsync("SELECT count(*) FROM bookings WHERE session_type = 'GROUP'"));
        Assert.Equal(30, await ScalarAsync("SELECT count(local_date) FROM bookings"));
        Assert.Equal(0, await ScalarAsync("SELECT count(local_date) FROM bookings WHERE status = 'CANCELLED'"));
        await using var host = await ServeAsync();
        await ShouldBeServedAsync(new ApiClient(host));
        Assert.Empty(await CheckAsync(host));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Instances_that_start_at_once_migrate_once(bool inUse)
    {
        if (!inUse)
            await ExecuteAsync("DROP SCHEMA public CASCADE; CREATE SCHEMA public");

        var hosts = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => ServeAsync(migrates: true))));

        var all = await TestPostgres.ListMigrationsAsync();
        Assert.Equal(all.Count, await ScalarAsync("SELECT count(*) FROM \"__EFMigrationsHistory\""));
        Assert.Equal(inUse ? 20 : 0, await ScalarAsync("SELECT count(*) FROM accounts"));
        foreach (var host in hosts)
        {
            (await new ApiClient(host).GetAsync("/courses")).ShouldBeOk();
            Assert.Empty(await CheckAsync(host));
            await host.DisposeAsync();
        }
    }

    private Task<IAlbaHost> ServeAsync(bool migrates = false) =>
        StartAsync(("ConnectionStrings:Engify", database), ("Database:MigrateOnStart", $"{migrates}"));

    private static Task<IAlbaHost> StartAsync(params (string Key, string? Value)[] settings)
    {
        var engify = new EngifyFixture();
        engify.Clock.SetUtcNow(DateTimeOffset.UtcNow);
        return engify.StartHostAsync(settings);
    }

    private static async Task ShouldBeServedAsync(ApiClient api)
    {
        foreach (var path in new[]
        {
            "/courses", $"/courses/{Id('c')}/support-options?studentId={Id('5')}", $"/group-sessions/courses/{Id('c')}",
            $"/bookings/students/{Id('5')}", $"/bookings/tas/{Id('a')}", $"/bundles/students/{Id('5')}",
            $"/bundles/students/{Id('5')}/courses/{Id('c')}/active", "/audit",
        })
        {
            (await api.GetAsync(path)).ShouldBeOk();
        }
    }

    private static async Task<IReadOnlyList<IntegrityFault>> CheckAsync(IAlbaHost host)
    {
        await using var scope = host.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new CheckIntegrityRequest());
    }

    /// <returns>The row and what stood there; null if that schema refused the value, or there is no such row.</returns>
    private async Task<(string Key, string? Value)?> PlantAsync(string table, string column, string value)
    {
        // Where it meets no other session.
        var isEarly = value.StartsWith('-') || value.EndsWith("BC", StringComparison.Ordinal);
        var outermost = isEarly ? column : $"{column} DESC";
        try
        {
            var row = await RowAsync(
                $"""
                SET session_replication_role = replica;
                WITH old AS (
                    SELECT ctid, {column}::text AS value FROM {table} ORDER BY {column} IS NULL, {outermost} LIMIT 1)
                UPDATE {table} SET {column} = '{value}' FROM old WHERE {table}.ctid = old.ctid
                RETURNING {await KeyAsync(table)}, old.value
                """);
            return row is [string key, var old] ? (key, old as string) : null;
        }
        catch (PostgresException)
        {
            return null;
        }
    }

    private Task RestoreAsync(string table, string column, (string Key, string? Value) row) => ExecuteAsync(
        $"""
        SET session_replication_role = replica;
        UPDATE {table} SET {column} = {(row.Value is null ? "NULL" : $"'{row.Value}'")} WHERE {row.Key}
        """);

    private async Task<string> KeyAsync(string table) => (string)(await RowAsync(
        $"""
        SELECT string_agg(format('''%1$I = '' || quote_literal({table}.%1$I)', attname), ' || '' AND '' || ')
        FROM pg_index JOIN pg_attribute ON attrelid = indrelid AND attnum = ANY (indkey)
        WHERE indrelid = '{table}'::regclass AND indisprimary
        """))![0]!;

    private async Task<List<(string Table, string Column, string Type)>> ListColumnsAsync() =>
        [.. (await RowsAsync(
            """
            SELECT table_name::text, column_name::text, data_type::text FROM information_schema.columns
            WHERE table_schema = 'public' ORDER BY 1, 2
            """)).Select(row => ((string)row[0]!, (string)row[1]!, (string)row[2]!))];

    /// <summary>How many rows each table has that has any; a new table has none.</summary>
    private async Task<List<string>> CountAsync()
    {
        var counts = new List<string>();
        foreach (var row in await RowsAsync(
            """
            SELECT tablename::text FROM pg_tables
            WHERE schemaname = 'public' AND tablename <> '__EFMigrationsHistory' ORDER BY 1
            """))
        {
            if (await ScalarAsync($"SELECT count(*) FROM {row[0]}") is > 0 and var count)
                counts.Add($"{row[0]} {count}");
        }

        return counts;
    }

    /// <summary>The whole schema and every row.</summary>
    private async Task<string> FingerprintAsync()
    {
        var parts = (await RowsAsync(
            """
            SELECT format('%s.%s %s', table_name, column_name, data_type) FROM information_schema.columns
            WHERE table_schema = 'public'
            UNION ALL SELECT pg_get_constraintdef(oid) || conname FROM pg_constraint
            WHERE connamespace = 'public'::regnamespace
            UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
            UNION ALL SELECT pg_get_functiondef(oid) FROM pg_proc
            WHERE pronamespace = 'public'::regnamespace AND prolang <> (SELECT oid FROM pg_language WHERE lanname = 'c')
            UNION ALL SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal
            UNION ALL SELECT table_name || query_to_xml(
                format('SELECT md5(string_agg(t::text, '','' ORDER BY t::text)) FROM %I t', table_name),
                false, false, '')::text
            FROM information_schema.tables WHERE table_schema = 'public'
            ORDER BY 1
            """)).Select(row => (string?)row[0]);
        return string.Join('\n', parts);
    }

    private async Task ExecuteAsync(string sql) => await RowsAsync(sql);

    private async Task<long> ScalarAsync(string sql) =>
        Convert.ToInt64((await RowAsync(sql))![0], CultureInfo.InvariantCulture);

    private async Task<object?[]?> RowAsync(string sql) => (await RowsAsync(sql)).FirstOrDefault();

    /// <summary>Each in a session of its own: what it sets ends with it.</summary>
    private async Task<List<object?[]>> RowsAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(database) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<object?[]>();
        while (await reader.ReadAsync())
        {
            rows.Add([.. Enumerable.Range(0, reader.FieldCount)
                .Select(column => reader.IsDBNull(column) ? null : reader.GetValue(column))]);
        }

        return rows;
    }

    private static string Hash(string password) =>
        new PasswordHasher<Account>(Options.Create(new PasswordHasherOptions { IterationCount = 1000 }))
            .HashPassword(null!, password);

    private static Guid Id(char kind) => Guid.Parse($"01900000-0000-7000-8000-{kind}00000000001");

    private static string SemesterPath([CallerFilePath] string path = "") =>
        Path.Combine(Path.GetDirectoryName(path)!, "OldSemester.sql");

    /// <summary>The database of which each test has a copy.</summary>
    public sealed class Semester : IAsyncLifetime
    {
        public string ConnectionString { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            // No connection stays open: it would keep the database from being copied.
            ConnectionString = $"{await TestPostgres.CreateEmptyDatabaseAsync()};Pooling=false";
            await TestPostgres.MigrateAsync(ConnectionString, Baseline);
            await using var source = TestPostgres.SourceOf(ConnectionString);
            await using var command = source.CreateCommand(await File.ReadAllTextAsync(SemesterPath()));
            await command.ExecuteNonQueryAsync();
        }

        public Task DisposeAsync() => TestPostgres.DropDatabaseAsync(ConnectionString);
    }
}
