using Engify.Features.Accounts;
using Engify.Features.Database;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Engify.Tests.FirstGeneration;

/// <summary>What becomes of a database of the first generation, and of the same one again.</summary>
public sealed class ImportPrismaTests(TakeoverFixture engify) : IClassFixture<TakeoverFixture>, IAsyncLifetime
{
    private OldDatabase old = null!;

    public async Task InitializeAsync()
    {
        await engify.ClearAsync();
        old = await engify.SmallSchool.CopyAsync();
    }

    public Task DisposeAsync() => old.DisposeAsync().AsTask();

    [Fact]
    public async Task Every_row_is_there_with_its_times_prices_and_states()
    {
        await engify.TakeOverAsync(old);

        Assert.Equal(
            "ann@school.example Ann 2025-09-01 08:00:00.123 2025-09-02 08:00:00",
            await engify.ReadOneAsync(
                """
                SELECT concat_ws(' ', email, name, created_at AT TIME ZONE 'UTC', updated_at AT TIME ZONE 'UTC')
                FROM students WHERE name = 'Ann'
                """));
        Assert.Equal(
            "Tom MSc 3.70 Patient America/Toronto t|Ula America/Toronto t",
            await engify.ReadOneAsync(
                "SELECT string_agg(concat_ws(' ', name, degree, gpa, bio, time_zone, is_active), '|' ORDER BY name) "
                + "FROM tas"));
        Assert.Equal(3, await engify.CountAsync("course_tas"));
        Assert.Equal(
            "FULL_SEMESTER_BUNDLE 250.50 10 2026-01-01 2026-05-01 t|GROUP_SESSION_PASS 15.00 f"
            + "|INDIVIDUAL_SESSION 30.00 t",
            await engify.ReadOneAsync(
                """
                SELECT string_agg(concat_ws(' ', product_type, base_price, included_sessions, valid_from::date,
                                            valid_to::date, is_active), '|' ORDER BY product_type) FROM products
                """));
        Assert.Equal(
            "2 18:00:00 19:30:00 America/Toronto 3 15.00 t",
            await engify.ReadOneAsync(
                """
                SELECT concat_ws(' ', day_of_week, start_time, end_time, time_zone, capacity, price_per_student,
                    is_active)
                FROM group_session_templates
                """));
        Assert.Equal(
            "FULL_SEMESTER 10 8 250.50",
            await engify.ReadOneAsync(
                "SELECT concat_ws(' ', coverage_type, total_sessions, remaining_sessions, price_paid) FROM "
                + "bundle_purchases"));
        Assert.Equal(
            "g1 FULL 3 3 2026-02-03 t 15.00|g2 AVAILABLE 2 3 2026-04-07 t 15.00|"
            + "g3 CANCELLED 0 3 2026-04-14 t 15.00 2026-03-01|i1 BOOKED 1 1 f 0.00|i2 BOOKED 1 1 f 0.00|"
            + "i3 CANCELLED 0 1 f 0.00 2026-02-03|i4 BOOKED 1 1 f 32.50",
            await engify.ReadOneAsync(
                """
                SELECT string_agg(concat_ws(' ', legacy_id, status, student_count, capacity, local_date,
                                            group_session_template_id IS NOT NULL, price_per_student,
                                            cancelled_at::date),
                                  '|' ORDER BY legacy_id)
                FROM bookings JOIN legacy_ids USING (id)
                """));
        Assert.Equal(
            "i2 2026-04-06 10:00:00 2026-04-06 11:30:00",
            await engify.ReadOneAsync(
                """
                SELECT concat_ws(' ', legacy_id, starts_at AT TIME ZONE 'UTC', ends_at AT TIME ZONE 'UTC')
                FROM bookings JOIN legacy_ids USING (id) WHERE legacy_id = 'i2'
                """));
        // Cancelled sessions keep their students.
        Assert.Equal(
            "g1 3 t|g2 2 t|g3 2 f|i1 1 t|i2 1 t|i3 1 f|i4 1 t",
            await engify.ReadOneAsync(
                """
                SELECT string_agg(concat_ws(' ', legacy_id, n, active), '|' ORDER BY legacy_id)
                FROM (SELECT booking_id AS id, count(*) AS n,
                    bool_and(is_active) AS active FROM booking_students GROUP BY 1) s
                JOIN legacy_ids USING (id)
                """));
        Assert.Empty(await engify.CheckAsync());
    }

    [Fact]
    public async Task Ids_are_version_7_and_carry_the_time_at_which_their_row_was_made()
    {
        await engify.TakeOverAsync(old);

        foreach (var legacy in await engify.QueryAsync(db => db.LegacyIds.ToListAsync()))
        {
            Assert.Equal(7, legacy.Id.Version);
            Assert.InRange(legacy.Id.Variant, 8, 11);
        }

        var ann = await engify.IdOfAsync("student", "ann");
        var made = new DateTimeOffset(2025, 9, 1, 8, 0, 0, 123, TimeSpan.Zero);
        Assert.Equal($"{Guid.CreateVersion7(made)}"[..13], $"{ann}"[..13]);
        // Where no time is known, that of the takeover.
        var now = $"{Guid.CreateVersion7(engify.Clock.GetUtcNow())}"[..13];
        foreach (var (kind, id) in new[]
        {
            ("ta", "tom"), ("course", "c248"), ("product", "pass"), ("group_session_template", "tue"),
        })
        {
            Assert.Equal(now, $"{await engify.IdOfAsync(kind, id)}"[..13]);
        }
    }

    [Fact]
    public async Task The_time_zones_of_the_sessions_do_not_matter()
    {
        await old.ExecuteAsync(
            $"""ALTER DATABASE {await old.ReadOneAsync("SELECT current_database()")} SET timezone = 'Asia/Kolkata'""");
        await old.ExecuteAsync(
            $"""ALTER DATABASE {await old.ReadOneAsync("SELECT current_database()")} SET datestyle = 'SQL, DMY'""");

        await engify.TakeOverAsync(old);

        var booking = await engify.IdOfAsync("booking", "i2");
        var answer = (await engify.Api.GetAsync($"/bookings/{booking}")).ShouldBeOk();
        Assert.Equal("2026-04-06T10:00:00Z", answer["date"].GetString());
    }

    [Fact]
    public async Task A_dry_run_says_what_the_run_does_and_changes_nothing()
    {
        await old.ExecuteAsync("""INSERT INTO "booking_students" VALUES ('i4', 'cem')""");
        var before = await engify.FingerprintAsync();

        var (refused, _) = await engify.TakeOverAsync(old, isDryRun: true);
        var (dry, dryLines) = await engify.TakeOverAsync(old, skipsConflicts: true, isDryRun: true);
        Assert.Equal(before, await engify.FingerprintAsync());
        var (real, lines) = await engify.TakeOverAsync(old, skipsConflicts: true);

        Assert.True(refused.IsRefused);
        Assert.Equal(lines, dryLines);
        Assert.Equal(real.Rows, dry.Rows);
        Assert.Contains(("bookings", 6), real.Rows);
        Assert.Contains(("booking_students", 10), real.Rows);
    }

    [Fact]
    public async Task A_second_run_adds_only_what_is_new_and_what_was_changed_here_stays()
    {
        await engify.TakeOverAsync(old);
        var (bob, booking) = (await engify.IdOfAsync("student", "bob"), await engify.IdOfAsync("booking", "i4"));
        (await engify.Api.PatchAsync($"/bookings/{booking}/cancel")).ShouldBeOk();
        await engify.ExecuteAsync("UPDATE students SET name = 'Robert' WHERE name = 'Bob'");
        await engify.ExecuteAsync("UPDATE group_session_templates SET capacity = 5");
        await engify.ExecuteAsync("DELETE FROM course_tas WHERE ta_id = (SELECT id FROM tas WHERE name = 'Ula')");
        await old.ExecuteAsync(
            """
            UPDATE "students" SET "name" = 'Bobby' WHERE "id" = 'bob';
            UPDATE "bookings" SET "status" = 'CANCELLED' WHERE "id" = 'i2';
            INSERT INTO "students" VALUES ('eve', 'eve@school.example', 'Eve', '2026-03-01', '2026-03-01');
            INSERT INTO "tas" VALUES ('vic', 'Vic');
            INSERT INTO "course_tas" VALUES ('c248', 'vic');
            INSERT INTO "bookings" VALUES
                ('n1', 'c248', 'tom', 'BOOKED', 'INDIVIDUAL', '2026-04-06 10:00', 60, 0, NULL, 'ten', '2026-03-01',
                    '2026-03-01'),
                ('n2', 'c248', 'ula', 'BOOKED', 'INDIVIDUAL', '2026-04-06 11:29', 60, 30, NULL, NULL, '2026-03-01',
                    '2026-03-01'),
                ('n3', 'c248', 'tom', 'AVAILABLE', 'GROUP', '2026-04-21 22:00', 90, 15, 'tue', NULL, '2026-03-01',
                    '2026-03-01'),
                ('n4', 'c248', 'vic', 'AVAILABLE', 'GROUP', '2026-04-07 22:00', 90, 15, 'tue', NULL, '2026-03-01',
                    '2026-03-01');
            INSERT INTO "booking_students" VALUES ('n1', 'bob'), ('n2', 'eve'), ('n3', 'eve'), ('g2', 'eve')
            """);

        var (response, lines) = await engify.TakeOverAsync(old, skipsConflicts: true);

        Assert.Equal(
            [
                // Here, Ula still has her session.
                "conflict session_twice booking n4: Its template tue has another session on the same date.",
                "conflict ta_double_booked booking n2: Its TA ula is in a session that Engify has already at the "
                + "same time.",
                "kept bundle_of_another booking n1: The bundle purchase ten that paid is of another student or course.",
            ],
            lines);
        Assert.Equal(
            [
                ("students", 1), ("tas", 1), ("courses", 0), ("course_tas", 1), ("products", 0),
                ("group_session_templates", 0), ("bundle_purchases", 0), ("bookings", 2), ("booking_students", 2),
                ("legacy_ids", 4),
            ],
            response.Rows);
        Assert.Equal("Robert", await engify.ReadOneAsync($"SELECT name FROM students WHERE id = '{bob}'"));
        Assert.Equal("7", await engify.ReadOneAsync("SELECT remaining_sessions FROM bundle_purchases"));
        Assert.Equal(
            "5", await engify.ReadOneAsync(
                $"SELECT capacity FROM bookings WHERE id = '{await engify.IdOfAsync("booking", "n3")}'"));
        Assert.Empty(await engify.CheckAsync());

        var taken = await engify.FingerprintAsync();
        var (again, _) = await engify.TakeOverAsync(old, skipsConflicts: true);
        Assert.All(again.Rows, rows => Assert.Equal(0, rows.Count));
        Assert.Equal(taken, await engify.FingerprintAsync());
    }

    [Fact]
    public async Task What_engify_has_already_comes_first()
    {
        await engify.TakeOverAsync(old);
        await engify.Api.RegisterAsync("EVE@school.example");
        await engify.School.AddCourseAsync("comp 353");
        var course = await engify.QueryAsync(db => db.Courses.SingleAsync(found => found.Code == "COMP 249"));
        await engify.School.AddSingleSessionAsync(course);
        await engify.ExecuteAsync("UPDATE bundle_purchases SET remaining_sessions = 2, total_sessions = 4");
        await old.ExecuteAsync(
            """
            INSERT INTO "students" VALUES ('eve', 'eve@school.example', 'Eve', '2026-03-01', '2026-03-01');
            INSERT INTO "courses" VALUES ('c353', 'COMP 353', 'Databases', NULL);
            INSERT INTO "products" VALUES ('p', 'c249', 'One session', 'INDIVIDUAL_SESSION', NULL, 30, true);
            INSERT INTO "bookings"
            SELECT 'n' || n, 'c248', 'tom', 'BOOKED', 'INDIVIDUAL', '2026-04-20'::timestamp + n * interval '1 day', 60,
                0,
                   NULL, 'ten', '2026-03-01'::timestamp - n * interval '1 minute', '2026-03-01'
            FROM generate_series(1, 3) AS n;
            INSERT INTO "booking_students" SELECT 'n' || n, 'ann' FROM generate_series(1, 3) AS n
            """);

        var (_, lines) = await engify.TakeOverAsync(old, skipsConflicts: true);

        Assert.Equal(
            [
                "conflict email_taken student eve: Another student has its email, 'eve@school.example', apart from "
                + "case.",
                "conflict code_taken course c353: Another course has its code, 'COMP 353', apart from case.",
                "conflict product_type_taken product p: Engify has a INDIVIDUAL_SESSION of this course already.",
                // The first that was made has the bundle's last session.
                "conflict bundle_overspent booking n1: The bundle purchase ten that paid had no session left.",
            ],
            lines);
        Assert.Equal("0", await engify.ReadOneAsync("SELECT remaining_sessions FROM bundle_purchases"));
        Assert.Empty(await engify.CheckAsync());
    }

    [Fact]
    public async Task Students_and_tas_find_their_sessions_once_they_have_accounts()
    {
        await engify.TakeOverAsync(old);
        var (ann, tom) = (await engify.IdOfAsync("student", "ann"), await engify.IdOfAsync("ta", "tom"));
        var student = await engify.QueryAsync(db => db.Students.SingleAsync(found => found.Id == ann));
        var account = Account.Of(student, engify.Clock.GetUtcNow());
        await using (var scope = engify.Host.Services.CreateAsyncScope())
        {
            var hasher = scope.ServiceProvider.GetRequiredService<IPasswordHasher<Account>>();
            account.PasswordHash = hasher.HashPassword(account, AccountSteps.Password);
            account.NormalizedEmail = account.NormalizedUserName = EmailKey.Of(student.Email);
        }

        await engify.School.AddAsync(account);

        var session = (await engify.Api.LogInAsync("ANN@school.example")).ShouldBeOk();
        var own = (await engify.Api.GetAsync(
            $"/bookings/students/{ann}", As.Anonymous,
            ("Authorization", $"Bearer {session.AccessToken()}"))).ShouldBeOk();
        Assert.Equal(
            ["BOOKED", "BOOKED", "CANCELLED", "CANCELLED", "FULL"],
            own.Json.EnumerateArray().Select(booking => booking.GetProperty("status").GetString()).Order());
        var given = (await engify.Api.GetAsync($"/bookings/tas/{tom}", As.Ta(tom))).ShouldBeOk();
        Assert.Equal(6, given.Json.GetArrayLength());
        Assert.Equal(1, (await engify.Api.GetAsync($"/bundles/students/{ann}")).ShouldBeOk().Json.GetArrayLength());
        var course = await engify.IdOfAsync("course", "c248");
        (await engify.Api.GetAsync($"/courses/{course}/support-options?studentId={ann}")).ShouldBeOk();

        // And go on from there.
        var bundle = await engify.IdOfAsync("bundle_purchase", "ten");
        (await engify.Api.PatchAsync($"/bookings/{await engify.IdOfAsync("booking", "i2")}/cancel")).ShouldBeOk();
        Assert.Equal(
            "9", await engify.ReadOneAsync($"SELECT remaining_sessions FROM bundle_purchases WHERE id = '{bundle}'"));
        (await engify.Api.PostAsync(
            $"/group-sessions/{await engify.IdOfAsync("booking", "g2")}/join", new { studentId = ann })).ShouldBeOk();
        Assert.Empty(await engify.CheckAsync());
    }

    [Fact]
    public async Task The_takeover_is_in_the_audit_log_once()
    {
        async Task<long> CountAsync() => await engify.CountAsync("audit_entries WHERE action = 'ImportPrisma'");
        var before = await CountAsync();

        await engify.TakeOverAsync(old, isDryRun: true);
        Assert.Equal(before, await CountAsync());
        await engify.TakeOverAsync(old);
        await engify.TakeOverAsync(old);

        Assert.Equal(before + 1, await CountAsync());
    }

    [Fact]
    public async Task Two_takeovers_at_once_take_everything_once()
    {
        var both = await Task.WhenAll(engify.TakeOverAsync(old), engify.TakeOverAsync(old));

        Assert.Equal(7, both.Sum(run => run.Response.Rows.Single(rows => rows.Table == "bookings").Count));
        Assert.Equal(7, await engify.CountAsync("bookings"));
        Assert.Empty(await engify.CheckAsync());
    }

    [Fact]
    public async Task An_empty_database_has_nothing_to_take_over()
    {
        await using var empty = await OldDatabase.CreateEmptyAsync();
        var before = await engify.FingerprintAsync();

        var (response, lines) = await engify.TakeOverAsync(empty);

        Assert.Empty(lines);
        Assert.All(response.Rows, rows => Assert.Equal(0, rows.Count));
        Assert.Equal(before, await engify.FingerprintAsync());
    }
}
