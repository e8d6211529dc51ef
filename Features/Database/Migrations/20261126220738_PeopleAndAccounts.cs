using System;
using Engify.Features.Accounts;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Engify.Features.Database.Migrations
{
    /// <inheritdoc />
    public partial class PeopleAndAccounts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropPrimaryKey(
                name: "pk_sign_in_attempts",
                table: "sign_in_attempts");

            migrationBuilder.AddColumn<bool>(
                name: "is_active",
                table: "students",
                type: "boolean",
                nullable: false,
                defaultValue: true);

            migrationBuilder.AddColumn<string>(
                name: "network",
                table: "sign_in_attempts",
                type: "text",
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<string>(
                name: "network",
                table: "refresh_token_families",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "is_active",
                table: "accounts",
                type: "boolean",
                nullable: false,
                defaultValue: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "last_signed_in_at",
                table: "accounts",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddPrimaryKey(
                name: "pk_sign_in_attempts",
                table: "sign_in_attempts",
                columns: new[] { "email_hash", "network" });

            migrationBuilder.CreateTable(
                name: "ended_access",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_ended_access", x => x.id);
                    table.CheckConstraint("ck_ended_access_ended_at", "ended_at >= '1900-01-01 00:00:00+00' AND ended_at < '9999-01-01 00:00:00+00'");
                });

            migrationBuilder.CreateTable(
                name: "known_networks",
                columns: table => new
                {
                    account_id = table.Column<Guid>(type: "uuid", nullable: false),
                    network = table.Column<string>(type: "text", nullable: false),
                    last_signed_in_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_known_networks", x => new { x.account_id, x.network });
                    table.CheckConstraint("ck_known_networks_last_signed_in_at", "last_signed_in_at >= '1900-01-01 00:00:00+00' AND last_signed_in_at < '9999-01-01 00:00:00+00'");
                    table.ForeignKey(
                        name: "fk_known_networks_accounts_account_id",
                        column: x => x.account_id,
                        principalTable: "accounts",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.AddCheckConstraint(
                name: "ck_accounts_last_signed_in_at",
                table: "accounts",
                sql: "last_signed_in_at >= '1900-01-01 00:00:00+00' AND last_signed_in_at < '9999-01-01 00:00:00+00'");

            migrationBuilder.CreateIndex(
                name: "ix_ended_access_ended_at",
                table: "ended_access",
                column: "ended_at");

            migrationBuilder.CreateIndex(
                name: "ix_known_networks_last_signed_in_at",
                table: "known_networks",
                column: "last_signed_in_at");

            AddTriggers(migrationBuilder);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            DropTriggers(migrationBuilder);
            // Without the network, an email has one row only.
            migrationBuilder.Sql("DELETE FROM sign_in_attempts");

            migrationBuilder.DropTable(
                name: "ended_access");

            migrationBuilder.DropTable(
                name: "known_networks");

            migrationBuilder.DropPrimaryKey(
                name: "pk_sign_in_attempts",
                table: "sign_in_attempts");

            migrationBuilder.DropCheckConstraint(
                name: "ck_accounts_last_signed_in_at",
                table: "accounts");

            migrationBuilder.DropColumn(
                name: "is_active",
                table: "students");

            migrationBuilder.DropColumn(
                name: "network",
                table: "sign_in_attempts");

            migrationBuilder.DropColumn(
                name: "network",
                table: "refresh_token_families");

            migrationBuilder.DropColumn(
                name: "is_active",
                table: "accounts");

            migrationBuilder.DropColumn(
                name: "last_signed_in_at",
                table: "accounts");

            migrationBuilder.AddPrimaryKey(
                name: "pk_sign_in_attempts",
                table: "sign_in_attempts",
                column: "email_hash");
        }

        private static void AddTriggers(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(
                """
                CREATE FUNCTION end_access_of_account() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    IF TG_OP = 'DELETE' OR NOT NEW.is_active THEN
                        INSERT INTO ended_access VALUES (OLD.id, now()) ON CONFLICT DO NOTHING;
                    ELSE
                        DELETE FROM ended_access WHERE id = NEW.id;
                    END IF;
                    RETURN NULL;
                END $$;
                CREATE FUNCTION end_access_of_session() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    INSERT INTO ended_access VALUES (NEW.id, NEW.revoked_at) ON CONFLICT DO NOTHING;
                    RETURN NULL;
                END $$;
                CREATE TRIGGER tr_accounts_end_access AFTER UPDATE OF is_active OR DELETE ON accounts FOR EACH ROW
                EXECUTE FUNCTION end_access_of_account();
                CREATE TRIGGER tr_refresh_token_families_end_access AFTER UPDATE OF revoked_at ON refresh_token_families
                FOR EACH ROW WHEN (NEW.revoked_at IS NOT NULL) EXECUTE FUNCTION end_access_of_session()
                """);
            migrationBuilder.Sql(
                $"""
                CREATE FUNCTION tell_of_ended_access() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    IF TG_OP = 'INSERT' THEN
                        PERFORM pg_notify('{EndedAccess.Channel}', '+' || NEW.id);
                    ELSE
                        PERFORM pg_notify('{EndedAccess.Channel}', '-' || OLD.id);
                    END IF;
                    RETURN NULL;
                END $$;
                CREATE TRIGGER tr_ended_access_tell AFTER INSERT OR DELETE ON ended_access FOR EACH ROW
                EXECUTE FUNCTION tell_of_ended_access()
                """);

            // If two administrators deactivate each other at once, the second waits for the first and then sees what the
            // first did, because each statement of the function has its own snapshot.
            migrationBuilder.Sql(
                $"""
                CREATE FUNCTION keep_an_administrator() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    PERFORM pg_advisory_xact_lock(hashtextextended(TG_NAME, 0));
                    IF NOT EXISTS (SELECT FROM accounts WHERE role = 'ADMIN' AND is_active) THEN
                        RAISE check_violation USING MESSAGE = 'This is the last active administrator',
                            CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
                    END IF;
                    RETURN NULL;
                END $$;
                CREATE CONSTRAINT TRIGGER {AccountTable.AdministratorRemains}
                AFTER UPDATE OF is_active, role ON accounts FOR EACH ROW
                WHEN (OLD.role = 'ADMIN' AND OLD.is_active AND NOT (NEW.role = 'ADMIN' AND NEW.is_active))
                EXECUTE FUNCTION keep_an_administrator()
                """);
        }

        private static void DropTriggers(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(
            """
            DROP FUNCTION keep_an_administrator, end_access_of_account, end_access_of_session, tell_of_ended_access
            CASCADE
            """);
    }
}
