using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Engify.Features.Database.Migrations
{
    /// <inheritdoc />
    public partial class LegacyIds : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "legacy_ids",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    kind = table.Column<string>(type: "text", nullable: false),
                    legacy_id = table.Column<string>(type: "text", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_legacy_ids", x => x.id);
                    table.CheckConstraint("ck_legacy_ids_kind", "kind IN ('student', 'ta', 'course', 'product', 'group_session_template', 'bundle_purchase', 'booking')");
                });
            migrationBuilder.Sql("CREATE UNIQUE INDEX ux_legacy_ids_kind_legacy_id ON legacy_ids (kind, md5(legacy_id))");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "legacy_ids");
        }
    }
}
