using Engify.Features.Accounts;
using Engify.Features.Students;
using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Engify.Features.Database.Migrations
{
    /// <inheritdoc />
    public partial class OneEmailOneDateReadableValues : Migration
    {
        private const string UnknownZone =
            """
            SELECT format(
                'The row of group_session_templates with id = %L has the time zone %L, which PostgreSQL does not know: '
                || 'set it to an IANA name, such as America/Toronto, and migrate again.', id, time_zone)
            FROM group_session_templates t
            WHERE lower(time_zone) NOT IN (SELECT lower(name) FROM pg_timezone_names)
              AND EXISTS (SELECT FROM bookings WHERE group_session_template_id = t.id)
            """;

        private const string SameDate =
            """
            SELECT format(
                'The rows of bookings with id = %s are sessions of one template on one date, %s: '
                || 'cancel all but one of them and migrate again.',
                string_agg(quote_literal(id), ' and id = ' ORDER BY starts_at, id), date)
            FROM session_dates WHERE is_on
            GROUP BY template, date HAVING count(*) > 1 AND max(starts_at) > now()
            """;

        private static string SameEmail(string table) =>
            $"""
            SELECT format(
                'The rows of {table} with id = %s have the same email: '
                || 'give all but one of them another and migrate again.',
                string_agg(quote_literal(id), ' and id = ' ORDER BY id))
            FROM {table} GROUP BY email_key(email) HAVING count(*) > 1
            """;

        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropCheckConstraint(name: "ck_products_base_price", table: "products");
            migrationBuilder.DropCheckConstraint(
                name: "ck_group_session_templates_times", table: "group_session_templates");
            migrationBuilder.AddColumn<DateOnly>(name: "local_date", table: "bookings", type: "date", nullable: true);
            migrationBuilder.Sql(EmailKey.CreateFunction);

            migrationBuilder.Sql("UPDATE group_session_templates SET end_time = '00:00' WHERE end_time = '24:00'");
            foreach (var table in new[] { "students", "tas", "accounts" })
            {
                migrationBuilder.Sql(
                    $"""
                    UPDATE {table} SET email = btrim(email, {EmailKey.Blanks})
                    WHERE email <> btrim(email, {EmailKey.Blanks})
                    """);
            }

            // Of several sessions of a template on one date, the one that takes place stands for it.
            migrationBuilder.Sql(
                """
                CREATE TEMP TABLE session_dates ON COMMIT DROP AS
                SELECT b.id, b.group_session_template_id AS template,
                       (b.starts_at AT TIME ZONE t.time_zone)::date AS date, b.status <> 'CANCELLED' AS is_on,
                       b.starts_at
                FROM bookings b JOIN group_session_templates t ON t.id = b.group_session_template_id
                WHERE lower(t.time_zone) IN (SELECT lower(name) FROM pg_timezone_names)
                  AND b.starts_at BETWEEN '0002-01-01' AND '9999-01-01'
                """);
            migrationBuilder.Refuse(AddChecks, SameEmail("students"), SameEmail("accounts"), UnknownZone, SameDate);
            migrationBuilder.Sql(
                """
                UPDATE bookings SET local_date = first.date
                FROM (SELECT DISTINCT ON (template, date) id, date FROM session_dates
                      ORDER BY template, date, is_on DESC, starts_at, id) AS first
                WHERE bookings.id = first.id
                """);
            migrationBuilder.CreateIndex(
                name: "ux_bookings_group_session_template_id_local_date",
                table: "bookings",
                columns: new[] { "group_session_template_id", "local_date" },
                unique: true,
                filter: "local_date IS NOT NULL");
            migrationBuilder.Sql(
                """
                CREATE FUNCTION work_out_local_date() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    SELECT (NEW.starts_at AT TIME ZONE time_zone)::date INTO NEW.local_date
                    FROM group_session_templates WHERE id = NEW.group_session_template_id;
                    RETURN NEW;
                END $$
                """);
            migrationBuilder.Sql(
                """
                CREATE TRIGGER tr_bookings_local_date BEFORE INSERT ON bookings FOR EACH ROW
                WHEN (NEW.group_session_template_id IS NOT NULL AND NEW.local_date IS NULL)
                EXECUTE FUNCTION work_out_local_date()
                """);

            migrationBuilder.Sql($"DROP INDEX {StudentTable.UniqueEmail}");
            migrationBuilder.Sql(
                $"CREATE UNIQUE INDEX {StudentTable.UniqueEmail} ON students (email_key(email))");
            // First away with the indexes: while the rows change, an old key may be another's new one.
            migrationBuilder.DropIndex(name: AccountTable.UniqueEmail, table: "accounts");
            migrationBuilder.DropIndex(name: AccountTable.UniqueUserName, table: "accounts");
            migrationBuilder.Sql(
                """
                CREATE FUNCTION normalize_account() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    NEW.normalized_email := email_key(NEW.email);
                    NEW.normalized_user_name := NEW.normalized_email;
                    RETURN NEW;
                END $$
                """);
            migrationBuilder.Sql(
                """
                CREATE TRIGGER tr_accounts_normalize BEFORE INSERT OR UPDATE ON accounts FOR EACH ROW
                EXECUTE FUNCTION normalize_account()
                """);
            migrationBuilder.Sql("UPDATE accounts SET user_name = email");
            migrationBuilder.CreateIndex(
                name: AccountTable.UniqueEmail, table: "accounts", column: "normalized_email", unique: true);
            migrationBuilder.CreateIndex(
                name: AccountTable.UniqueUserName,
                table: "accounts",
                column: "normalized_user_name",
                unique: true);
        }


        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("DROP TRIGGER tr_accounts_normalize ON accounts");
            migrationBuilder.Sql("DROP FUNCTION normalize_account");
            migrationBuilder.Sql(
                "UPDATE accounts SET normalized_email = upper(email), normalized_user_name = upper(email)");
            migrationBuilder.Sql($"DROP INDEX {StudentTable.UniqueEmail}");
            migrationBuilder.Sql(
                $"CREATE UNIQUE INDEX {StudentTable.UniqueEmail} ON students (lower(email))");
            migrationBuilder.Sql("DROP FUNCTION email_key");
            migrationBuilder.Sql("DROP TRIGGER tr_bookings_local_date ON bookings");
            migrationBuilder.Sql("DROP FUNCTION work_out_local_date");
            migrationBuilder.DropColumn(name: "local_date", table: "bookings");
            migrationBuilder.DropCheckConstraint("ck_tas_email", "tas");
            migrationBuilder.DropCheckConstraint("ck_students_created_at", "students");
            migrationBuilder.DropCheckConstraint("ck_students_email", "students");
            migrationBuilder.DropCheckConstraint("ck_students_updated_at", "students");
            migrationBuilder.DropCheckConstraint("ck_signing_keys_active_from", "signing_keys");
            migrationBuilder.DropCheckConstraint("ck_sign_in_attempts_forgotten_at", "sign_in_attempts");
            migrationBuilder.DropCheckConstraint("ck_refresh_tokens_expires_at", "refresh_tokens");
            migrationBuilder.DropCheckConstraint("ck_refresh_tokens_issued_at", "refresh_tokens");
            migrationBuilder.DropCheckConstraint("ck_refresh_tokens_spent_at", "refresh_tokens");
            migrationBuilder.DropCheckConstraint("ck_refresh_token_families_created_at", "refresh_token_families");
            migrationBuilder.DropCheckConstraint("ck_refresh_token_families_revoked_at", "refresh_token_families");
            migrationBuilder.DropCheckConstraint("ck_products_base_price", "products");
            migrationBuilder.DropCheckConstraint("ck_products_valid_from", "products");
            migrationBuilder.DropCheckConstraint("ck_products_valid_to", "products");
            migrationBuilder.DropCheckConstraint("ck_idempotency_records_created_at", "idempotency_records");
            migrationBuilder.DropCheckConstraint("ck_group_session_templates_end_time", "group_session_templates");
            migrationBuilder.DropCheckConstraint(
                "ck_group_session_templates_price_per_student", "group_session_templates");
            migrationBuilder.DropCheckConstraint("ck_group_session_templates_start_time", "group_session_templates");
            migrationBuilder.DropCheckConstraint("ck_group_session_templates_times", "group_session_templates");
            migrationBuilder.DropCheckConstraint("ck_bundle_purchases_created_at", "bundle_purchases");
            migrationBuilder.DropCheckConstraint("ck_bundle_purchases_price_paid", "bundle_purchases");
            migrationBuilder.DropCheckConstraint("ck_bundle_purchases_updated_at", "bundle_purchases");
            migrationBuilder.DropCheckConstraint("ck_bundle_purchases_valid_from", "bundle_purchases");
            migrationBuilder.DropCheckConstraint("ck_bundle_purchases_valid_to", "bundle_purchases");
            migrationBuilder.DropCheckConstraint("ck_bookings_cancelled_at", "bookings");
            migrationBuilder.DropCheckConstraint("ck_bookings_created_at", "bookings");
            migrationBuilder.DropCheckConstraint("ck_bookings_ends_at", "bookings");
            migrationBuilder.DropCheckConstraint("ck_bookings_price_per_student", "bookings");
            migrationBuilder.DropCheckConstraint("ck_bookings_starts_at", "bookings");
            migrationBuilder.DropCheckConstraint("ck_bookings_updated_at", "bookings");
            migrationBuilder.DropCheckConstraint("ck_booking_students_ends_at", "booking_students");
            migrationBuilder.DropCheckConstraint("ck_booking_students_joined_at", "booking_students");
            migrationBuilder.DropCheckConstraint("ck_booking_students_starts_at", "booking_students");
            migrationBuilder.DropCheckConstraint("ck_audit_entries_occurred_at", "audit_entries");
            migrationBuilder.DropCheckConstraint("ck_accounts_created_at", "accounts");
            migrationBuilder.DropCheckConstraint("ck_accounts_email", "accounts");
            migrationBuilder.AddCheckConstraint("ck_products_base_price", "products", "base_price >= 0");
            migrationBuilder.AddCheckConstraint(
                "ck_group_session_templates_times", "group_session_templates", "start_time < end_time");
        }

        private static void AddChecks(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddCheckConstraint("ck_tas_email", "tas", EmailKey.Check("email"));
            migrationBuilder.AddCheckConstraint(
                "ck_students_created_at", "students",
                "created_at >= '1900-01-01 00:00:00+00' AND created_at < '9999-01-01 00:00:00+00'");
            migrationBuilder.AddCheckConstraint("ck_students_email", "students", EmailKey.Check("email"));
            migrationBuilder.AddCheckConstraint(
                "ck_students_updated_at", "students",
                "updated_at >= '1900-01-01 00:00:00+00' AND updated_at < '9999-01-01 00:00:00+00'");
            migrationBuilder.AddCheckConstraint(
                "ck_signing_keys_active_from", "signing_keys",
                "active_from >= '1900-01-01 00:00:00+00' AND active_from < '9999-01-01 00:00:00+00'");
            migrationBuilder.AddCheckConstraint(
                "ck_sign_in_attempts_forgotten_at", "sign_in_attempts",
                "forgotten_at >= '1900-01-01 00:00:00+00' AND forgotten_at < '9999-01-01 00:00:00+00'");
            migrationBuilder.AddCheckConstraint(
                "ck_refresh_tokens_expires_at", "refresh_tokens",
                "expires_at >= '1900-01-01 00:00:00+00' AND expires_at < '9999-01-01 00:00:00+00'");
            migrationBuilder.AddCheckConstraint(
                "ck_refresh_tokens_issued_at", "refresh_tokens",
                "issued_at >= '1900-01-01 00:00:00+00' AND issued_at < '9999-01-01 00:00:00+00'");
            migrationBuilder.AddCheckConstraint(
                "ck_refresh_tokens_spent_at", "refresh_tokens",
                "spent_at >= '1900-01-01 00:00:00+00' AND spent_at < '9999-01-01 00:00:00+00'");
            migrationBuilder.AddCheckConstraint(
                "ck_refresh_token_families_created_at", "refresh_token_families",
                "created_at >= '1900-01-01 00:00:00+00' AND created_at < '9999-01-01 00:00:00+00'");
            migrationBuilder.AddCheckConstraint(
                "ck_refresh_token_families_revoked_at", "refresh_token_families",
                "revoked_at >= '1900-01-01 00:00:00+00' AND revoked_at < '9999-01-01 00:00:00+00'");
            migrationBuilder.AddCheckConstraint(
                "ck_products_base_price", "products",
                "base_price >= 0 AND base_price < 100000000");
            migrationBuilder.AddCheckConstraint(
                "ck_products_valid_from", "products",
                "valid_from >= '1900-01-01 00:00:00+00' AND valid_from < '9999-01-01 00:00:00+00'");
            migrationBuilder.AddCheckConstraint(
                "ck_products_valid_to", "products",
                "valid_to >= '1900-01-01 00:00:00+00' AND valid_to < '9999-01-01 00:00:00+00'");
            migrationBuilder.AddCheckConstraint(
                "ck_idempotency_records_created_at", "idempotency_records",
                "created_at >= '1900-01-01 00:00:00+00' AND created_at < '9999-01-01 00:00:00+00'");
            migrationBuilder.AddCheckConstraint(
                "ck_group_session_templates_end_time", "group_session_templates",
                "end_time < '24:00'");
            migrationBuilder.AddCheckConstraint(
                "ck_group_session_templates_price_per_student", "group_session_templates",
                "price_per_student >= 0 AND price_per_student < 100000000");
            migrationBuilder.AddCheckConstraint(
                "ck_group_session_templates_start_time", "group_session_templates",
                "start_time < '24:00'");
            migrationBuilder.AddCheckConstraint(
                "ck_group_session_templates_times", "group_session_templates",
                "start_time < end_time OR end_time = '00:00'");
            migrationBuilder.AddCheckConstraint(
                "ck_bundle_purchases_created_at", "bundle_purchases",
                "created_at >= '1900-01-01 00:00:00+00' AND created_at < '9999-01-01 00:00:00+00'");
            migrationBuilder.AddCheckConstraint(
                "ck_bundle_purchases_price_paid", "bundle_purchases",
                "price_paid >= 0 AND price_paid < 100000000");
            migrationBuilder.AddCheckConstraint(
                "ck_bundle_purchases_updated_at", "bundle_purchases",
                "updated_at >= '1900-01-01 00:00:00+00' AND updated_at < '9999-01-01 00:00:00+00'");
            migrationBuilder.AddCheckConstraint(
                "ck_bundle_purchases_valid_from", "bundle_purchases",
                "valid_from >= '1900-01-01 00:00:00+00' AND valid_from < '9999-01-01 00:00:00+00'");
            migrationBuilder.AddCheckConstraint(
                "ck_bundle_purchases_valid_to", "bundle_purchases",
                "valid_to >= '1900-01-01 00:00:00+00' AND valid_to < '9999-01-01 00:00:00+00'");
            migrationBuilder.AddCheckConstraint(
                "ck_bookings_cancelled_at", "bookings",
                "cancelled_at >= '1900-01-01 00:00:00+00' AND cancelled_at < '9999-01-01 00:00:00+00'");
            migrationBuilder.AddCheckConstraint(
                "ck_bookings_created_at", "bookings",
                "created_at >= '1900-01-01 00:00:00+00' AND created_at < '9999-01-01 00:00:00+00'");
            migrationBuilder.AddCheckConstraint(
                "ck_bookings_template_date", "bookings",
                "local_date IS NULL OR group_session_template_id IS NOT NULL");
            migrationBuilder.AddCheckConstraint(
                "ck_bookings_ends_at", "bookings",
                "ends_at >= '1900-01-01 00:00:00+00' AND ends_at < '9999-01-01 00:00:00+00'");
            migrationBuilder.AddCheckConstraint(
                "ck_bookings_local_date", "bookings",
                "local_date >= '1900-01-01' AND local_date < '9999-01-01'");
            migrationBuilder.AddCheckConstraint(
                "ck_bookings_price_per_student", "bookings",
                "price_per_student >= 0 AND price_per_student < 100000000");
            migrationBuilder.AddCheckConstraint(
                "ck_bookings_starts_at", "bookings",
                "starts_at >= '1900-01-01 00:00:00+00' AND starts_at < '9999-01-01 00:00:00+00'");
            migrationBuilder.AddCheckConstraint(
                "ck_bookings_updated_at", "bookings",
                "updated_at >= '1900-01-01 00:00:00+00' AND updated_at < '9999-01-01 00:00:00+00'");
            migrationBuilder.AddCheckConstraint(
                "ck_booking_students_ends_at", "booking_students",
                "ends_at >= '1900-01-01 00:00:00+00' AND ends_at < '9999-01-01 00:00:00+00'");
            migrationBuilder.AddCheckConstraint(
                "ck_booking_students_joined_at", "booking_students",
                "joined_at >= '1900-01-01 00:00:00+00' AND joined_at < '9999-01-01 00:00:00+00'");
            migrationBuilder.AddCheckConstraint(
                "ck_booking_students_starts_at", "booking_students",
                "starts_at >= '1900-01-01 00:00:00+00' AND starts_at < '9999-01-01 00:00:00+00'");
            migrationBuilder.AddCheckConstraint(
                "ck_audit_entries_occurred_at", "audit_entries",
                "occurred_at >= '1900-01-01 00:00:00+00' AND occurred_at < '9999-01-01 00:00:00+00'");
            migrationBuilder.AddCheckConstraint(
                "ck_accounts_created_at", "accounts",
                "created_at >= '1900-01-01 00:00:00+00' AND created_at < '9999-01-01 00:00:00+00'");
            migrationBuilder.AddCheckConstraint("ck_accounts_email", "accounts", EmailKey.Check("email"));
        }
    }
}
