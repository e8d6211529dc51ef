using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Engify.Features.Database.Migrations
{
    /// <inheritdoc />
    public partial class Availability : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "break_minutes",
                table: "tas",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "max_minutes_per_day",
                table: "tas",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "max_minutes_per_week",
                table: "tas",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "is_override",
                table: "bookings",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "location",
                table: "bookings",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "meeting_url",
                table: "bookings",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "topic",
                table: "bookings",
                type: "bytea",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "booking_rules",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    course_id = table.Column<Guid>(type: "uuid", nullable: true),
                    notice_minutes = table.Column<int>(type: "integer", nullable: true),
                    horizon_days = table.Column<int>(type: "integer", nullable: true),
                    step_minutes = table.Column<int>(type: "integer", nullable: true),
                    durations = table.Column<int[]>(type: "integer[]", nullable: true),
                    student_max_minutes_per_week = table.Column<int>(type: "integer", nullable: true),
                    requires_hours = table.Column<bool>(type: "boolean", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_booking_rules", x => x.id);
                    table.CheckConstraint("ck_booking_rules_durations", "cardinality(durations) > 0 AND array_position(durations, NULL) IS NULL\nAND 15 <= ALL (durations) AND 480 >= ALL (durations)");
                    table.CheckConstraint("ck_booking_rules_horizon_days", "horizon_days >= 1 AND horizon_days <= 3660");
                    table.CheckConstraint("ck_booking_rules_notice", "notice_minutes < horizon_days * 1440");
                    table.CheckConstraint("ck_booking_rules_notice_minutes", "notice_minutes >= 0");
                    table.CheckConstraint("ck_booking_rules_step_minutes", "step_minutes >= 1 AND step_minutes <= 1440");
                    table.CheckConstraint("ck_booking_rules_student_max_minutes_per_week", "student_max_minutes_per_week > 0");
                    table.ForeignKey(
                        name: "fk_booking_rules_courses_course_id",
                        column: x => x.course_id,
                        principalTable: "courses",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "closures",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    starts_on = table.Column<DateOnly>(type: "date", nullable: false),
                    ends_on = table.Column<DateOnly>(type: "date", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_closures", x => x.id);
                    table.CheckConstraint("ck_closures_dates", "starts_on <= ends_on");
                    table.CheckConstraint("ck_closures_ends_on", "ends_on >= '1900-01-01' AND ends_on < '9999-01-01'");
                    table.CheckConstraint("ck_closures_starts_on", "starts_on >= '1900-01-01' AND starts_on < '9999-01-01'");
                });

            migrationBuilder.CreateTable(
                name: "ta_absences",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    ta_id = table.Column<Guid>(type: "uuid", nullable: false),
                    starts_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ends_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    reason = table.Column<byte[]>(type: "bytea", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ta_absences", x => x.id);
                    table.CheckConstraint("ck_ta_absences_ends_at", "ends_at >= '1900-01-01 00:00:00+00' AND ends_at < '9999-01-01 00:00:00+00'");
                    table.CheckConstraint("ck_ta_absences_starts_at", "starts_at >= '1900-01-01 00:00:00+00' AND starts_at < '9999-01-01 00:00:00+00'");
                    table.CheckConstraint("ck_ta_absences_times", "starts_at < ends_at");
                    table.ForeignKey(
                        name: "fk_ta_absences_tas_ta_id",
                        column: x => x.ta_id,
                        principalTable: "tas",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ta_day_overrides",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    ta_id = table.Column<Guid>(type: "uuid", nullable: false),
                    on_date = table.Column<DateOnly>(type: "date", nullable: false),
                    start_minute = table.Column<int>(type: "integer", nullable: true),
                    end_minute = table.Column<int>(type: "integer", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ta_day_overrides", x => x.id);
                    table.CheckConstraint("ck_ta_day_overrides_minutes", "CASE WHEN start_minute IS NULL OR end_minute IS NULL THEN start_minute IS NULL AND end_minute IS NULL\n     ELSE start_minute >= 0 AND start_minute < end_minute AND end_minute <= 1440\nEND");
                    table.CheckConstraint("ck_ta_day_overrides_on_date", "on_date >= '1900-01-01' AND on_date < '9999-01-01'");
                    table.ForeignKey(
                        name: "fk_ta_day_overrides_tas_ta_id",
                        column: x => x.ta_id,
                        principalTable: "tas",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "ta_hours",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    ta_id = table.Column<Guid>(type: "uuid", nullable: false),
                    day_of_week = table.Column<int>(type: "integer", nullable: false),
                    start_minute = table.Column<int>(type: "integer", nullable: false),
                    end_minute = table.Column<int>(type: "integer", nullable: false),
                    valid_from = table.Column<DateOnly>(type: "date", nullable: true),
                    valid_to = table.Column<DateOnly>(type: "date", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ta_hours", x => x.id);
                    table.CheckConstraint("ck_ta_hours_day_of_week", "day_of_week >= 0 AND day_of_week <= 6");
                    table.CheckConstraint("ck_ta_hours_minutes", "start_minute >= 0 AND start_minute < end_minute AND end_minute <= 1440");
                    table.CheckConstraint("ck_ta_hours_valid_from", "valid_from >= '1900-01-01' AND valid_from < '9999-01-01'");
                    table.CheckConstraint("ck_ta_hours_valid_to", "valid_to >= '1900-01-01' AND valid_to < '9999-01-01'");
                    table.CheckConstraint("ck_ta_hours_validity", "valid_from <= valid_to");
                    table.ForeignKey(
                        name: "fk_ta_hours_tas_ta_id",
                        column: x => x.ta_id,
                        principalTable: "tas",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.AddCheckConstraint(
                name: "ck_tas_break_minutes",
                table: "tas",
                sql: "break_minutes >= 0 AND break_minutes <= 240");

            migrationBuilder.AddCheckConstraint(
                name: "ck_tas_max_minutes_per_day",
                table: "tas",
                sql: "max_minutes_per_day > 0");

            migrationBuilder.AddCheckConstraint(
                name: "ck_tas_max_minutes_per_week",
                table: "tas",
                sql: "max_minutes_per_week > 0");

            migrationBuilder.CreateIndex(
                name: "ix_booking_rules_course_id",
                table: "booking_rules",
                column: "course_id",
                unique: true)
                .Annotation("Npgsql:NullsDistinct", false);

            migrationBuilder.CreateIndex(
                name: "ix_closures_starts_on_id",
                table: "closures",
                columns: new[] { "starts_on", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_ta_absences_ta_id_starts_at_id",
                table: "ta_absences",
                columns: new[] { "ta_id", "starts_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_ta_day_overrides_ta_id_on_date",
                table: "ta_day_overrides",
                columns: new[] { "ta_id", "on_date" });

            migrationBuilder.CreateIndex(
                name: "ix_ta_hours_ta_id",
                table: "ta_hours",
                column: "ta_id");

            AddByHand(migrationBuilder);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("DROP TRIGGER tr_terms_tell_of_change ON terms");
            migrationBuilder.Sql("DROP FUNCTION work_out_blocked_until CASCADE");
            migrationBuilder.Sql("ALTER TABLE bookings DROP CONSTRAINT ex_bookings_ta_overlap");

            migrationBuilder.DropTable(
                name: "booking_rules");

            migrationBuilder.DropTable(
                name: "closures");

            migrationBuilder.DropTable(
                name: "ta_absences");

            migrationBuilder.DropTable(
                name: "ta_day_overrides");

            migrationBuilder.DropTable(
                name: "ta_hours");

            migrationBuilder.DropCheckConstraint(
                name: "ck_tas_break_minutes",
                table: "tas");

            migrationBuilder.DropCheckConstraint(
                name: "ck_tas_max_minutes_per_day",
                table: "tas");

            migrationBuilder.DropCheckConstraint(
                name: "ck_tas_max_minutes_per_week",
                table: "tas");

            migrationBuilder.DropCheckConstraint(
                name: "ck_bookings_blocked_until",
                table: "bookings");

            migrationBuilder.DropCheckConstraint(
                name: "ck_bookings_break",
                table: "bookings");

            migrationBuilder.DropCheckConstraint(
                name: "ck_bookings_meeting_url",
                table: "bookings");

            migrationBuilder.DropColumn(
                name: "break_minutes",
                table: "tas");

            migrationBuilder.DropColumn(
                name: "max_minutes_per_day",
                table: "tas");

            migrationBuilder.DropColumn(
                name: "max_minutes_per_week",
                table: "tas");

            migrationBuilder.DropColumn(
                name: "blocked_until",
                table: "bookings");

            migrationBuilder.DropColumn(
                name: "is_override",
                table: "bookings");

            migrationBuilder.DropColumn(
                name: "location",
                table: "bookings");

            migrationBuilder.DropColumn(
                name: "meeting_url",
                table: "bookings");

            migrationBuilder.DropColumn(
                name: "topic",
                table: "bookings");

            migrationBuilder.Sql(
                """
                ALTER TABLE bookings ADD CONSTRAINT ex_bookings_ta_overlap
                EXCLUDE USING gist (ta_id WITH =, tstzrange(starts_at, ends_at) WITH &&)
                WHERE (status <> 'CANCELLED')
                """);
        }

        private static void AddByHand(MigrationBuilder migrationBuilder)
        {
            // The table is written anew once, which takes less time than to update each row and leaves no dead ones.
            migrationBuilder.Sql(
                """
                ALTER TABLE bookings DROP CONSTRAINT ex_bookings_ta_overlap;
                ALTER TABLE bookings ADD COLUMN blocked_until timestamp with time zone;
                ALTER TABLE bookings ALTER COLUMN blocked_until TYPE timestamp with time zone USING ends_at;
                ALTER TABLE bookings
                    ALTER COLUMN blocked_until SET NOT NULL,
                    ADD CONSTRAINT ck_bookings_blocked_until CHECK (
                        blocked_until >= '1900-01-01 00:00:00+00' AND blocked_until < '9999-01-01 00:00:00+00'),
                    ADD CONSTRAINT ck_bookings_break CHECK (blocked_until >= ends_at),
                    ADD CONSTRAINT ck_bookings_meeting_url CHECK (meeting_url LIKE 'https://_%'),
                    ADD CONSTRAINT ex_bookings_ta_overlap
                    EXCLUDE USING gist (ta_id WITH =, tstzrange(starts_at, blocked_until) WITH &&)
                    WHERE (status <> 'CANCELLED')
                """);
            migrationBuilder.Sql(
                """
                CREATE FUNCTION work_out_blocked_until() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    IF TG_OP = 'UPDATE' THEN
                        NEW.blocked_until := NEW.ends_at + (OLD.blocked_until - OLD.ends_at);
                    ELSE
                        SELECT NEW.ends_at + make_interval(mins => break_minutes) INTO NEW.blocked_until
                        FROM tas WHERE id = NEW.ta_id;
                        -- A TA who does not exist is the foreign key's matter.
                        NEW.blocked_until := coalesce(NEW.blocked_until, NEW.ends_at);
                    END IF;
                    RETURN NEW;
                END $$
                """);
            migrationBuilder.Sql(
                """
                CREATE TRIGGER tr_bookings_blocked_until BEFORE INSERT ON bookings FOR EACH ROW
                WHEN (NEW.blocked_until IS NULL) EXECUTE FUNCTION work_out_blocked_until();
                CREATE TRIGGER tr_bookings_move_blocked_until BEFORE UPDATE OF ends_at ON bookings FOR EACH ROW
                WHEN (NEW.ends_at <> OLD.ends_at AND NEW.blocked_until = OLD.blocked_until)
                EXECUTE FUNCTION work_out_blocked_until()
                """);

            // Hours of one day may overlap where they never hold on the same date. A day off is an unbounded range.
            migrationBuilder.Sql(
                """
                ALTER TABLE ta_hours ADD CONSTRAINT ex_ta_hours_overlap EXCLUDE USING gist (
                    ta_id WITH =, day_of_week WITH =, int4range(start_minute, end_minute) WITH &&,
                    daterange(valid_from, valid_to, '[]') WITH &&) DEFERRABLE
                """);
            migrationBuilder.Sql(
                """
                ALTER TABLE ta_day_overrides ADD CONSTRAINT ex_ta_day_overrides_overlap EXCLUDE USING gist (
                    ta_id WITH =, on_date WITH =, int4range(start_minute, end_minute) WITH &&)
                """);
            migrationBuilder.Sql(
                "CREATE UNIQUE INDEX ux_closures_name_starts_on ON closures (email_key(name), starts_on)");
            migrationBuilder.Sql("INSERT INTO booking_rules (id) VALUES (gen_random_uuid())");

            foreach (var table in new[]
                { "terms", "closures", "booking_rules", "ta_hours", "ta_day_overrides", "ta_absences" })
            {
                migrationBuilder.Sql(
                    $"""
                    CREATE TRIGGER tr_{table}_tell_of_change AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table}
                    FOR EACH STATEMENT EXECUTE FUNCTION tell_of_catalogue_change()
                    """);
            }
        }
    }
}
