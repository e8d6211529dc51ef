using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Engify.Features.Database.Migrations
{
    /// <inheritdoc />
    public partial class TellOfCatalogueChanges : Migration
    {
        private static readonly string[] Tables =
            ["courses", "tas", "course_tas", "products", "group_session_templates"];

        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql(
                $"""
                CREATE FUNCTION tell_of_catalogue_change() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    PERFORM pg_notify('{CatalogueChanges.Channel}', TG_TABLE_NAME);
                    RETURN NULL;
                END $$
                """);
            foreach (var table in Tables)
            {
                migrationBuilder.Sql(
                    $"""
                    CREATE TRIGGER tr_{table}_tell_of_change AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table}
                    FOR EACH STATEMENT EXECUTE FUNCTION tell_of_catalogue_change()
                    """);
            }
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            foreach (var table in Tables)
                migrationBuilder.Sql($"DROP TRIGGER tr_{table}_tell_of_change ON {table}");
            migrationBuilder.Sql("DROP FUNCTION tell_of_catalogue_change");
        }
    }
}
