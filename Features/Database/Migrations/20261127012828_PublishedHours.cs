using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Engify.Features.Database.Migrations
{
    /// <inheritdoc />
    public partial class PublishedHours : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "has_hours",
                table: "tas",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            RememberPublishedHours(migrationBuilder);
            RememberSinceWhenLimitsHold(migrationBuilder);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(
                """
                DROP FUNCTION publish_hours CASCADE;
                DROP FUNCTION begin_limits CASCADE;
                ALTER TABLE tas DROP COLUMN limits_since;
                ALTER TABLE booking_rules DROP COLUMN limits_since
                """);

            migrationBuilder.DropColumn(
                name: "has_hours",
                table: "tas");
        }

        private static void RememberPublishedHours(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(
                """
                UPDATE tas SET has_hours = true
                WHERE id IN (
                    SELECT ta_id FROM ta_hours
                    UNION ALL
                    SELECT ta_id FROM ta_day_overrides WHERE start_minute IS NOT NULL)
                """);
            migrationBuilder.Sql(
                """
                CREATE FUNCTION publish_hours() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    -- A day off is no hours.
                    UPDATE tas SET has_hours = true
                    WHERE NOT has_hours AND id IN (SELECT ta_id FROM published WHERE start_minute IS NOT NULL);
                    RETURN NULL;
                END $$
                """);
            foreach (var table in new[] { "ta_hours", "ta_day_overrides" })
            {
                migrationBuilder.Sql(
                    $"""
                    CREATE TRIGGER tr_{table}_publish AFTER INSERT ON {table} REFERENCING NEW TABLE AS published
                    FOR EACH STATEMENT EXECUTE FUNCTION publish_hours()
                    """);
            }
        }

        /// <summary>What was booked before a limit, or under another one, may exceed it.</summary>
        private static void RememberSinceWhenLimitsHold(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(
                """
                ALTER TABLE tas ADD COLUMN limits_since timestamp with time zone NOT NULL DEFAULT now()
                    CONSTRAINT ck_tas_limits_since
                    CHECK (limits_since >= '1900-01-01 00:00:00+00' AND limits_since < '9999-01-01 00:00:00+00');
                ALTER TABLE booking_rules ADD COLUMN limits_since timestamp with time zone NOT NULL DEFAULT now()
                    CONSTRAINT ck_booking_rules_limits_since
                    CHECK (limits_since >= '1900-01-01 00:00:00+00' AND limits_since < '9999-01-01 00:00:00+00');
                CREATE FUNCTION begin_limits() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    NEW.limits_since := now();
                    RETURN NEW;
                END $$
                """);
            migrationBuilder.Sql(
                """
                CREATE TRIGGER tr_tas_begin_limits BEFORE UPDATE ON tas FOR EACH ROW
                WHEN ((OLD.max_minutes_per_day, OLD.max_minutes_per_week, OLD.time_zone)
                    IS DISTINCT FROM (NEW.max_minutes_per_day, NEW.max_minutes_per_week, NEW.time_zone))
                EXECUTE FUNCTION begin_limits();
                CREATE TRIGGER tr_booking_rules_begin_limits BEFORE UPDATE ON booking_rules FOR EACH ROW
                WHEN (OLD.student_max_minutes_per_week IS DISTINCT FROM NEW.student_max_minutes_per_week)
                EXECUTE FUNCTION begin_limits()
                """);
        }
    }
}
