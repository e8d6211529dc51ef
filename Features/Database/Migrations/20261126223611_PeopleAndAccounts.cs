using System;
using Engify.Features.Accounts;
using Engify.Features.Invitations;
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

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "erased_at",
                table: "students",
                type: "timestamp with time zone",
                nullable: true);

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
                name: "invitations",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    email = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    role = table.Column<string>(type: "text", nullable: false),
                    token_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    expires_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_invitations", x => x.id);
                    table.CheckConstraint("ck_invitations_created_at", "created_at >= '1900-01-01 00:00:00+00' AND created_at < '9999-01-01 00:00:00+00'");
                    table.CheckConstraint("ck_invitations_email", "email = btrim(email, E'\\u0009\\u000a\\u000b\\u000c\\u000d\\u0020\\u0085\\u00a0\\u1680\\u2000\\u2001\\u2002\\u2003\\u2004\\u2005\\u2006\\u2007\\u2008\\u2009\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000')");
                    table.CheckConstraint("ck_invitations_expires_at", "expires_at >= '1900-01-01 00:00:00+00' AND expires_at < '9999-01-01 00:00:00+00'");
                    table.CheckConstraint("ck_invitations_role", "role IN ('STUDENT', 'TA', 'ADMIN')");
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
                name: "ck_students_erased",
                table: "students",
                sql: "erased_at IS NULL OR NOT is_active");

            migrationBuilder.AddCheckConstraint(
                name: "ck_students_erased_at",
                table: "students",
                sql: "erased_at >= '1900-01-01 00:00:00+00' AND erased_at < '9999-01-01 00:00:00+00'");

            migrationBuilder.AddCheckConstraint(
                name: "ck_accounts_last_signed_in_at",
                table: "accounts",
                sql: "last_signed_in_at >= '1900-01-01 00:00:00+00' AND last_signed_in_at < '9999-01-01 00:00:00+00'");

            migrationBuilder.CreateIndex(
                name: "ix_ended_access_ended_at",
                table: "ended_access",
                column: "ended_at");

            migrationBuilder.CreateIndex(
                name: "ix_invitations_token_hash",
                table: "invitations",
                column: "token_hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_known_networks_last_signed_in_at",
                table: "known_networks",
                column: "last_signed_in_at");

            AddByHand(migrationBuilder);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            DropByHand(migrationBuilder);

            migrationBuilder.DropTable(
                name: "ended_access");

            migrationBuilder.DropTable(
                name: "invitations");

            migrationBuilder.DropTable(
                name: "known_networks");

            migrationBuilder.DropCheckConstraint(
                name: "ck_students_erased",
                table: "students");

            migrationBuilder.DropCheckConstraint(
                name: "ck_students_erased_at",
                table: "students");

            migrationBuilder.DropPrimaryKey(
                name: "pk_sign_in_attempts",
                table: "sign_in_attempts");

            migrationBuilder.DropCheckConstraint(
                name: "ck_accounts_last_signed_in_at",
                table: "accounts");

            migrationBuilder.DropColumn(
                name: "erased_at",
                table: "students");

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

        private static void AddByHand(MigrationBuilder migrationBuilder)
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

            migrationBuilder.Sql(
                $"CREATE UNIQUE INDEX {InvitationTable.UniqueEmail} ON invitations (email_key(email))");

            // An entry may lose its address, when the person is erased, and nothing else.
            migrationBuilder.Sql(
                """
                DROP TRIGGER tr_audit_entries_are_final ON audit_entries;
                CREATE TRIGGER tr_audit_entries_are_final BEFORE DELETE OR TRUNCATE ON audit_entries
                FOR EACH STATEMENT EXECUTE FUNCTION audit_entries_are_final();
                CREATE TRIGGER tr_audit_entries_stay_the_same BEFORE UPDATE ON audit_entries FOR EACH ROW
                WHEN (OLD.address IS NULL OR to_jsonb(NEW) <> jsonb_set(to_jsonb(OLD), '{address}', 'null'))
                EXECUTE FUNCTION audit_entries_are_final()
                """);
        }

        private static void DropByHand(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(
                """
                DROP FUNCTION keep_an_administrator, end_access_of_account, end_access_of_session, tell_of_ended_access
                CASCADE;
                DROP TRIGGER tr_audit_entries_stay_the_same ON audit_entries;
                DROP TRIGGER tr_audit_entries_are_final ON audit_entries;
                CREATE TRIGGER tr_audit_entries_are_final BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entries
                FOR EACH STATEMENT EXECUTE FUNCTION audit_entries_are_final();
                """);
            // Without the network, an email has one row only.
            migrationBuilder.Sql("DELETE FROM sign_in_attempts");
        }
    }
}
