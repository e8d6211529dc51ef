using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Engify.Features.Database.Migrations
{
    /// <inheritdoc />
    public partial class CatalogueAdministration : Migration
    {
        private static string Same(string table, string column) =>
            $"""
            SELECT format(
                'The rows of {table} with id = %s have the same {column}: '
                || 'give all but one of them another and migrate again.',
                string_agg(quote_literal(id), ' and id = ' ORDER BY id))
            FROM {table} GROUP BY email_key({column}) HAVING count(*) > 1
            """;

        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "location",
                table: "tas",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "meeting_url",
                table: "tas",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "time_zone",
                table: "tas",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "term_id",
                table: "products",
                type: "uuid",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "ends_on",
                table: "group_session_templates",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "location",
                table: "group_session_templates",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "meeting_url",
                table: "group_session_templates",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "starts_on",
                table: "group_session_templates",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "term_id",
                table: "group_session_templates",
                type: "uuid",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "terms",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    code = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    starts_on = table.Column<DateOnly>(type: "date", nullable: false),
                    ends_on = table.Column<DateOnly>(type: "date", nullable: false),
                    booking_opens_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_terms", x => x.id);
                    table.CheckConstraint("ck_terms_booking_opens_at", "booking_opens_at >= '1900-01-01 00:00:00+00' AND booking_opens_at < '9999-01-01 00:00:00+00'");
                    table.CheckConstraint("ck_terms_dates", "starts_on <= ends_on");
                    table.CheckConstraint("ck_terms_ends_on", "ends_on >= '1900-01-01' AND ends_on < '9999-01-01'");
                    table.CheckConstraint("ck_terms_starts_on", "starts_on >= '1900-01-01' AND starts_on < '9999-01-01'");
                });

            migrationBuilder.Refuse(
                checks => checks.AddCheckConstraint("ck_tas_meeting_url", "tas", "meeting_url LIKE 'https://_%'"),
                Same("tas", "email"), Same("courses", "code"));
            migrationBuilder.Sql("DROP INDEX ux_courses_code");
            migrationBuilder.Sql("CREATE UNIQUE INDEX ux_courses_code ON courses (email_key(code))");
            migrationBuilder.Sql("CREATE UNIQUE INDEX ux_tas_email ON tas (email_key(email))");
            migrationBuilder.Sql("CREATE UNIQUE INDEX ux_terms_code ON terms (email_key(code))");

            migrationBuilder.CreateIndex(
                name: "ix_tas_name_id",
                table: "tas",
                columns: new[] { "name", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_products_term_id",
                table: "products",
                column: "term_id",
                filter: "term_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_group_session_templates_term_id",
                table: "group_session_templates",
                column: "term_id",
                filter: "term_id IS NOT NULL");

            migrationBuilder.AddCheckConstraint(
                name: "ck_group_session_templates_dates",
                table: "group_session_templates",
                sql: "starts_on <= ends_on");

            migrationBuilder.AddCheckConstraint(
                name: "ck_group_session_templates_ends_on",
                table: "group_session_templates",
                sql: "ends_on >= '1900-01-01' AND ends_on < '9999-01-01'");

            migrationBuilder.AddCheckConstraint(
                name: "ck_group_session_templates_meeting_url",
                table: "group_session_templates",
                sql: "meeting_url LIKE 'https://_%'");

            migrationBuilder.AddCheckConstraint(
                name: "ck_group_session_templates_starts_on",
                table: "group_session_templates",
                sql: "starts_on >= '1900-01-01' AND starts_on < '9999-01-01'");

            migrationBuilder.CreateIndex(
                name: "ix_terms_starts_on_id",
                table: "terms",
                columns: new[] { "starts_on", "id" });

            migrationBuilder.AddForeignKey(
                name: "fk_group_session_templates_terms_term_id",
                table: "group_session_templates",
                column: "term_id",
                principalTable: "terms",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.AddForeignKey(
                name: "fk_products_terms_term_id",
                table: "products",
                column: "term_id",
                principalTable: "terms",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("DROP INDEX ux_tas_email");
            migrationBuilder.Sql("DROP INDEX ux_courses_code");
            migrationBuilder.Sql("CREATE UNIQUE INDEX ux_courses_code ON courses (lower(code))");

            migrationBuilder.DropForeignKey(
                name: "fk_group_session_templates_terms_term_id",
                table: "group_session_templates");

            migrationBuilder.DropForeignKey(
                name: "fk_products_terms_term_id",
                table: "products");

            migrationBuilder.DropTable(
                name: "terms");

            migrationBuilder.DropIndex(
                name: "ix_tas_name_id",
                table: "tas");

            migrationBuilder.DropCheckConstraint(
                name: "ck_tas_meeting_url",
                table: "tas");

            migrationBuilder.DropIndex(
                name: "ix_products_term_id",
                table: "products");

            migrationBuilder.DropIndex(
                name: "ix_group_session_templates_term_id",
                table: "group_session_templates");

            migrationBuilder.DropCheckConstraint(
                name: "ck_group_session_templates_dates",
                table: "group_session_templates");

            migrationBuilder.DropCheckConstraint(
                name: "ck_group_session_templates_ends_on",
                table: "group_session_templates");

            migrationBuilder.DropCheckConstraint(
                name: "ck_group_session_templates_meeting_url",
                table: "group_session_templates");

            migrationBuilder.DropCheckConstraint(
                name: "ck_group_session_templates_starts_on",
                table: "group_session_templates");

            migrationBuilder.DropColumn(
                name: "location",
                table: "tas");

            migrationBuilder.DropColumn(
                name: "meeting_url",
                table: "tas");

            migrationBuilder.DropColumn(
                name: "time_zone",
                table: "tas");

            migrationBuilder.DropColumn(
                name: "term_id",
                table: "products");

            migrationBuilder.DropColumn(
                name: "ends_on",
                table: "group_session_templates");

            migrationBuilder.DropColumn(
                name: "location",
                table: "group_session_templates");

            migrationBuilder.DropColumn(
                name: "meeting_url",
                table: "group_session_templates");

            migrationBuilder.DropColumn(
                name: "starts_on",
                table: "group_session_templates");

            migrationBuilder.DropColumn(
                name: "term_id",
                table: "group_session_templates");
        }
    }
}
