using Engify.Features.Bookings;
using Engify.Features.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Engify.Tests.Database;

/// <summary>What the database itself refuses, also from someone typing SQL.</summary>
public sealed class ConstraintTests(EngifyFixture engify) : IClassFixture<EngifyFixture>, IAsyncLifetime
{
    public async Task InitializeAsync()
    {
        if (await engify.QueryAsync(db => db.Bookings.AnyAsync()))
            return;

        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var bundle = await engify.School.AddBundleAsync(course);
        var student = await engify.School.AddStudentAsync();
        var purchase = await engify.School.AddPurchaseAsync(student, bundle);
        (await engify.Api.PostAsync(
            "/bookings/individual", School.Individual(student, course, ta, bundle: purchase))).ShouldBeOk();
        await engify.School.AddGroupSessionAsync(startsAt: School.Tomorrow.AddDays(1));
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [InlineData(
        "ux_students_email",
        "INSERT INTO students SELECT gen_random_uuid(), upper(email), name, created_at, updated_at FROM students")]
    [InlineData(
        "ux_courses_code",
        "INSERT INTO courses SELECT gen_random_uuid(), lower(code), name, description, is_active FROM courses")]
    [InlineData("ck_tas_gpa", "UPDATE tas SET gpa = 4.31")]
    [InlineData("ck_tas_gpa", "UPDATE tas SET gpa = -0.1")]
    [InlineData("pk_course_tas", "INSERT INTO course_tas SELECT * FROM course_tas")]
    [InlineData(
        "ix_products_course_id_product_type",
        """
        UPDATE products
        SET product_type = 'INDIVIDUAL_SESSION', included_sessions = NULL, valid_from = NULL, valid_to = NULL
        """)]
    [InlineData("ck_products_base_price", "UPDATE products SET base_price = -0.01")]
    [InlineData(
        "ck_products_product_type",
        "UPDATE products SET product_type = 'SOMETHING' WHERE product_type = 'INDIVIDUAL_SESSION'")]
    [InlineData(
        "ck_products_bundle_terms",
        "UPDATE products SET included_sessions = 0 WHERE product_type = 'FULL_SEMESTER_BUNDLE'")]
    [InlineData(
        "ck_products_bundle_terms",
        "UPDATE products SET included_sessions = NULL WHERE product_type = 'FULL_SEMESTER_BUNDLE'")]
    [InlineData(
        "ck_products_bundle_terms",
        "UPDATE products SET valid_from = valid_to WHERE product_type = 'FULL_SEMESTER_BUNDLE'")]
    [InlineData(
        "ck_products_bundle_terms", "UPDATE products SET valid_to = NULL WHERE product_type = 'FULL_SEMESTER_BUNDLE'")]
    [InlineData(
        "ck_products_bundle_terms",
        "UPDATE products SET included_sessions = 1 WHERE product_type = 'INDIVIDUAL_SESSION'")]
    [InlineData(
        "ck_products_bundle_terms", "UPDATE products SET valid_from = now() WHERE product_type = 'INDIVIDUAL_SESSION'")]
    [InlineData("ck_bundle_purchases_remaining_sessions", "UPDATE bundle_purchases SET remaining_sessions = -1")]
    [InlineData(
        "ck_bundle_purchases_remaining_sessions",
        "UPDATE bundle_purchases SET remaining_sessions = total_sessions + 1")]
    [InlineData(
        "ck_bundle_purchases_total_sessions", "UPDATE bundle_purchases SET total_sessions = 0, remaining_sessions = 0")]
    [InlineData("ck_bundle_purchases_validity", "UPDATE bundle_purchases SET valid_from = valid_to")]
    [InlineData("ck_bundle_purchases_coverage_type", "UPDATE bundle_purchases SET coverage_type = 'ALL'")]
    [InlineData(
        "ex_bundle_purchases_overlap",
        """
        INSERT INTO bundle_purchases
        SELECT gen_random_uuid(), student_id, course_id, product_id, coverage_type, total_sessions, remaining_sessions,
            valid_from, valid_to, price_paid, created_at, updated_at
        FROM bundle_purchases
        """)]
    [InlineData("ck_group_session_templates_capacity", "UPDATE group_session_templates SET capacity = 0")]
    [InlineData("ck_group_session_templates_times", "UPDATE group_session_templates SET start_time = end_time")]
    [InlineData("ck_group_session_templates_day_of_week", "UPDATE group_session_templates SET day_of_week = 7")]
    [InlineData("ck_group_session_templates_day_of_week", "UPDATE group_session_templates SET day_of_week = -1")]
    [InlineData("ck_bookings_times", "UPDATE bookings SET ends_at = starts_at")]
    [InlineData("ck_bookings_status", "UPDATE bookings SET status = 'booked' WHERE session_type = 'INDIVIDUAL'")]
    [InlineData("ck_bookings_session_type", "UPDATE bookings SET session_type = 'PAIR' WHERE session_type = 'GROUP'")]
    [InlineData(
        "ck_bookings_student_count", "UPDATE bookings SET student_count = -1 WHERE session_type = 'INDIVIDUAL'")]
    [InlineData(
        "ck_bookings_student_count",
        "UPDATE bookings SET student_count = capacity + 1 WHERE session_type = 'INDIVIDUAL'")]
    [InlineData("ck_bookings_kind", "UPDATE bookings SET capacity = 2 WHERE session_type = 'INDIVIDUAL'")]
    [InlineData(
        "ck_bookings_kind",
        """
        UPDATE bookings SET group_session_template_id = (SELECT id FROM group_session_templates LIMIT 1)
        WHERE session_type = 'INDIVIDUAL'
        """)]
    [InlineData(
        "ck_bookings_kind", "UPDATE bookings SET group_session_template_id = NULL WHERE session_type = 'GROUP'")]
    [InlineData("ck_bookings_full", "UPDATE bookings SET status = 'FULL' WHERE session_type = 'GROUP'")]
    [InlineData(
        "ux_bookings_group_session_template_id_starts_at",
        """
        INSERT INTO bookings
        SELECT gen_random_uuid(), course_id, ta_id, 'CANCELLED', session_type, starts_at, ends_at, price_per_student,
            capacity, student_count, group_session_template_id, bundle_purchase_id, cancelled_at, cancelled_by,
            created_at, updated_at, cancellation_reason
        FROM bookings WHERE session_type = 'GROUP'
        """)]
    [InlineData(
        "ex_bookings_ta_overlap",
        """
        INSERT INTO bookings
        SELECT gen_random_uuid(), course_id, ta_id, status, session_type, starts_at + interval '30 minutes',
            ends_at + interval '30 minutes', price_per_student, capacity, student_count, group_session_template_id,
            bundle_purchase_id, cancelled_at, cancelled_by, created_at, updated_at, cancellation_reason
        FROM bookings WHERE session_type = 'INDIVIDUAL'
        """)]
    [InlineData(
        "ex_booking_students_overlap",
        """
        WITH moved AS (
            UPDATE bookings SET starts_at = b.starts_at, ends_at = b.ends_at FROM bookings b
            WHERE b.session_type = 'INDIVIDUAL' AND bookings.session_type = 'GROUP' RETURNING bookings.*)
        SELECT 1 FROM moved;
        INSERT INTO booking_students
        SELECT g.id, s.student_id, s.joined_at, g.starts_at, g.ends_at, true
        FROM bookings g, booking_students s WHERE g.session_type = 'GROUP'
        """)]
    [InlineData(
        "fk_booking_students_bookings", "UPDATE booking_students SET starts_at = starts_at - interval '1 minute'")]
    [InlineData(
        "fk_booking_students_students_student_id", "UPDATE booking_students SET student_id = gen_random_uuid()")]
    [InlineData("ck_bookings_break", "UPDATE bookings SET blocked_until = ends_at - interval '1 minute'")]
    [InlineData("ck_bookings_meeting_url", "UPDATE bookings SET meeting_url = 'http://meet.engify.test'")]
    [InlineData("ck_tas_break_minutes", "UPDATE tas SET break_minutes = 241")]
    [InlineData("ck_tas_break_minutes", "UPDATE tas SET break_minutes = -1")]
    [InlineData("ck_tas_max_minutes_per_day", "UPDATE tas SET max_minutes_per_day = 0")]
    [InlineData("ck_tas_max_minutes_per_week", "UPDATE tas SET max_minutes_per_week = 0")]
    [InlineData(
        "ex_bookings_ta_overlap",
        """
        UPDATE bookings SET blocked_until = ends_at + interval '30 minutes' WHERE session_type = 'INDIVIDUAL';
        INSERT INTO bookings (id, course_id, ta_id, status, session_type, starts_at, ends_at, price_per_student,
            capacity, student_count, created_at, updated_at)
        SELECT gen_random_uuid(), course_id, ta_id, status, session_type, ends_at + interval '29 minutes',
            ends_at + interval '59 minutes', price_per_student, capacity, student_count, now(), now()
        FROM bookings WHERE session_type = 'INDIVIDUAL'
        """)]
    [InlineData(
        "ck_ta_hours_minutes", "INSERT INTO ta_hours SELECT gen_random_uuid(), id, 1, 600, 600 FROM tas")]
    [InlineData(
        "ck_ta_hours_minutes", "INSERT INTO ta_hours SELECT gen_random_uuid(), id, 1, 600, 1441 FROM tas")]
    [InlineData(
        "ck_ta_hours_day_of_week", "INSERT INTO ta_hours SELECT gen_random_uuid(), id, 7, 600, 660 FROM tas")]
    [InlineData(
        "ck_ta_hours_validity",
        "INSERT INTO ta_hours SELECT gen_random_uuid(), id, 1, 600, 660, '2026-03-02', '2026-03-01' FROM tas")]
    [InlineData(
        "ex_ta_hours_overlap",
        """
        INSERT INTO ta_hours SELECT gen_random_uuid(), id, 1, 600, 660, NULL, '2026-03-02' FROM tas;
        INSERT INTO ta_hours SELECT gen_random_uuid(), id, 1, 659, 700, '2026-03-02', NULL FROM tas
        """)]
    [InlineData(
        "ck_ta_day_overrides_minutes",
        "INSERT INTO ta_day_overrides SELECT gen_random_uuid(), id, '2026-03-02', 600, NULL FROM tas")]
    [InlineData(
        "ex_ta_day_overrides_overlap",
        """
        INSERT INTO ta_day_overrides SELECT gen_random_uuid(), id, '2026-03-02', NULL, NULL FROM tas;
        INSERT INTO ta_day_overrides SELECT gen_random_uuid(), id, '2026-03-02', 600, 660 FROM tas
        """)]
    [InlineData(
        "ck_ta_absences_times", "INSERT INTO ta_absences SELECT gen_random_uuid(), id, now(), now() FROM tas")]
    [InlineData(
        "ck_closures_dates", "INSERT INTO closures VALUES (gen_random_uuid(), 'A', '2026-03-02', '2026-03-01')")]
    [InlineData(
        "ux_closures_name_starts_on",
        """
        INSERT INTO closures VALUES (gen_random_uuid(), 'Once', '2026-03-02', '2026-03-02'),
            (gen_random_uuid(), 'ONCE', '2026-03-02', '2026-03-03')
        """)]
    [InlineData("ck_booking_rules_notice", "UPDATE booking_rules SET notice_minutes = 1440, horizon_days = 1")]
    [InlineData("ck_booking_rules_durations", "UPDATE booking_rules SET durations = ARRAY[]::integer[]")]
    [InlineData("ck_booking_rules_durations", "UPDATE booking_rules SET durations = ARRAY[60, NULL]")]
    [InlineData("ck_booking_rules_durations", "UPDATE booking_rules SET durations = ARRAY[14]")]
    [InlineData("ix_booking_rules_course_id", "INSERT INTO booking_rules (id) VALUES (gen_random_uuid())")]
    public async Task The_database_refuses(string constraint, string sql)
    {
        var refused = await Assert.ThrowsAsync<PostgresException>(
            () => engify.QueryAsync(db => db.Database.ExecuteSqlRawAsync(sql)));

        Assert.Equal(constraint, refused.ConstraintName);
    }

    [Fact]
    public async Task A_session_that_is_moved_takes_its_students_along()
    {
        await engify.QueryAsync(db => db.Database.ExecuteSqlRawAsync(
            "UPDATE bookings SET ends_at = ends_at + interval '5 minutes' WHERE session_type = 'INDIVIDUAL'"));

        Assert.True(await engify.QueryAsync(db => db.BookingStudents.AllAsync(
            place => db.Bookings.Any(booking => booking.Id == place.BookingId && booking.EndsAt == place.EndsAt))));
    }

    [Fact]
    public async Task A_session_that_is_moved_keeps_its_break()
    {
        await engify.ExecuteAsync(
            "UPDATE bookings SET blocked_until = ends_at + interval '7 minutes' WHERE session_type = 'INDIVIDUAL'");

        await engify.ExecuteAsync(
            """
            UPDATE bookings SET starts_at = starts_at + interval '5 minutes', ends_at = ends_at + interval '5 minutes'
            WHERE session_type = 'INDIVIDUAL'
            """);

        Assert.True(await engify.QueryAsync(db => db.Bookings
            .Where(booking => booking.SessionType == SessionType.Individual)
            .AllAsync(booking => booking.BlockedUntil == booking.EndsAt.AddMinutes(7))));
    }

    [Fact]
    public async Task A_session_keeps_the_break_with_which_it_was_booked()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var student = await engify.School.AddStudentAsync();
        await engify.ExecuteAsync($"UPDATE tas SET break_minutes = 20 WHERE id = '{ta.Id}'");
        var id = (await engify.Api.BookAsync(student, course, ta)).ShouldBeOk().Id;

        await engify.ExecuteAsync($"UPDATE tas SET break_minutes = 60 WHERE id = '{ta.Id}'");

        var booking = await engify.QueryAsync(db => db.Bookings.SingleAsync(booking => booking.Id == id));
        Assert.Equal(booking.EndsAt.AddMinutes(20), booking.BlockedUntil);
    }

    [Fact]
    public async Task Every_constraint_that_stands_for_a_rule_exists()
    {
        var names = await engify.QueryAsync(db => db.Database.SqlQuery<string>(
            $"""
            SELECT conname AS "Value" FROM pg_constraint
            UNION SELECT relname FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid WHERE indisunique
            """).ToListAsync());

        var rules = engify.Host.Services.GetRequiredService<ConstraintRules>();
        Assert.NotEmpty(rules.ByConstraint);
        Assert.All(rules.ByConstraint.Keys, name => Assert.Contains(name, names));
        Assert.Equal(BookingRules.TaIsFree, rules.ByConstraint["ex_bookings_ta_overlap"]);
    }

    [Fact]
    public async Task Every_foreign_key_has_an_index_that_begins_with_it()
    {
        var without = await engify.QueryAsync(db => db.Database.SqlQuery<string>(
            $"""
            SELECT conname AS "Value" FROM pg_constraint c
            WHERE contype = 'f' AND NOT EXISTS (
                SELECT FROM pg_index i WHERE i.indrelid = c.conrelid AND i.indkey[0] = c.conkey[1])
            """).ToListAsync());
        var all = await engify.QueryAsync(db => db.Database.SqlQuery<int>(
            $"SELECT count(*)::int AS \"Value\" FROM pg_constraint WHERE contype = 'f'").SingleAsync());

        Assert.Empty(without);
        Assert.True(all > 10);
    }

    [Fact]
    public async Task The_migrations_are_up_to_date_with_the_model() =>
        Assert.False(await engify.QueryAsync(db => Task.FromResult(db.Database.HasPendingModelChanges())));
}
