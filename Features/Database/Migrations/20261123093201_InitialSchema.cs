using Engify.Features.Bookings;
using Engify.Features.Bundles;
using Engify.Features.Courses;
using Engify.Features.Students;
using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Engify.Features.Database.Migrations
{
    /// <inheritdoc />
    public partial class InitialSchema : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "courses",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    code = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    description = table.Column<string>(type: "text", nullable: true),
                    is_active = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_courses", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "idempotency_records",
                columns: table => new
                {
                    caller = table.Column<string>(type: "text", nullable: false),
                    key = table.Column<string>(type: "text", nullable: false),
                    request_hash = table.Column<byte[]>(type: "bytea", nullable: false),
                    response = table.Column<byte[]>(type: "bytea", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_idempotency_records", x => new { x.caller, x.key });
                });

            migrationBuilder.CreateTable(
                name: "students",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    email = table.Column<string>(type: "text", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_students", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "tas",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    email = table.Column<string>(type: "text", nullable: false),
                    degree = table.Column<string>(type: "text", nullable: true),
                    gpa = table.Column<decimal>(type: "numeric(3,2)", precision: 3, scale: 2, nullable: true),
                    bio = table.Column<string>(type: "text", nullable: true),
                    is_active = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_tas", x => x.id);
                    table.CheckConstraint("ck_tas_gpa", "gpa >= 0 AND gpa <= 4.3");
                });

            migrationBuilder.CreateTable(
                name: "products",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    course_id = table.Column<Guid>(type: "uuid", nullable: false),
                    name = table.Column<string>(type: "text", nullable: false),
                    product_type = table.Column<string>(type: "text", nullable: false),
                    description = table.Column<string>(type: "text", nullable: true),
                    base_price = table.Column<decimal>(type: "numeric(10,2)", precision: 10, scale: 2, nullable: false),
                    included_sessions = table.Column<int>(type: "integer", nullable: true),
                    valid_from = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    valid_to = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    is_active = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_products", x => x.id);
                    table.CheckConstraint("ck_products_base_price", "base_price >= 0");
                    table.CheckConstraint("ck_products_bundle_terms", "CASE WHEN product_type IN ('FULL_SEMESTER_BUNDLE', 'MIDTERM_FINAL_BUNDLE')\n     THEN included_sessions IS NOT NULL AND included_sessions > 0\n          AND valid_from IS NOT NULL AND valid_to IS NOT NULL AND valid_from < valid_to\n     ELSE included_sessions IS NULL AND valid_from IS NULL AND valid_to IS NULL\nEND");
                    table.CheckConstraint("ck_products_product_type", "product_type IN ('INDIVIDUAL_SESSION', 'FULL_SEMESTER_BUNDLE', 'MIDTERM_FINAL_BUNDLE', 'GROUP_SESSION_PASS')");
                    table.ForeignKey(
                        name: "fk_products_courses_course_id",
                        column: x => x.course_id,
                        principalTable: "courses",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "course_tas",
                columns: table => new
                {
                    course_id = table.Column<Guid>(type: "uuid", nullable: false),
                    ta_id = table.Column<Guid>(type: "uuid", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_course_tas", x => new { x.course_id, x.ta_id });
                    table.ForeignKey(
                        name: "fk_course_tas_courses_course_id",
                        column: x => x.course_id,
                        principalTable: "courses",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_course_tas_tas_ta_id",
                        column: x => x.ta_id,
                        principalTable: "tas",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "group_session_templates",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    course_id = table.Column<Guid>(type: "uuid", nullable: false),
                    ta_id = table.Column<Guid>(type: "uuid", nullable: false),
                    day_of_week = table.Column<int>(type: "integer", nullable: false),
                    start_time = table.Column<TimeOnly>(type: "time without time zone", nullable: false),
                    end_time = table.Column<TimeOnly>(type: "time without time zone", nullable: false),
                    time_zone = table.Column<string>(type: "text", nullable: false),
                    capacity = table.Column<int>(type: "integer", nullable: false),
                    price_per_student = table.Column<decimal>(type: "numeric(10,2)", precision: 10, scale: 2, nullable: false),
                    is_active = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_group_session_templates", x => x.id);
                    table.CheckConstraint("ck_group_session_templates_capacity", "capacity > 0");
                    table.CheckConstraint("ck_group_session_templates_day_of_week", "day_of_week >= 0 AND day_of_week <= 6");
                    table.CheckConstraint("ck_group_session_templates_times", "start_time < end_time");
                    table.ForeignKey(
                        name: "fk_group_session_templates_courses_course_id",
                        column: x => x.course_id,
                        principalTable: "courses",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_group_session_templates_tas_ta_id",
                        column: x => x.ta_id,
                        principalTable: "tas",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "bundle_purchases",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    student_id = table.Column<Guid>(type: "uuid", nullable: false),
                    course_id = table.Column<Guid>(type: "uuid", nullable: false),
                    product_id = table.Column<Guid>(type: "uuid", nullable: false),
                    coverage_type = table.Column<string>(type: "text", nullable: false),
                    total_sessions = table.Column<int>(type: "integer", nullable: false),
                    remaining_sessions = table.Column<int>(type: "integer", nullable: false),
                    valid_from = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    valid_to = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    price_paid = table.Column<decimal>(type: "numeric(10,2)", precision: 10, scale: 2, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_bundle_purchases", x => x.id);
                    table.CheckConstraint("ck_bundle_purchases_coverage_type", "coverage_type IN ('FULL_SEMESTER', 'MIDTERM_FINAL_ONLY')");
                    table.CheckConstraint("ck_bundle_purchases_remaining_sessions", "remaining_sessions >= 0 AND remaining_sessions <= total_sessions");
                    table.CheckConstraint("ck_bundle_purchases_total_sessions", "total_sessions > 0");
                    table.CheckConstraint("ck_bundle_purchases_validity", "valid_from < valid_to");
                    table.ForeignKey(
                        name: "fk_bundle_purchases_courses_course_id",
                        column: x => x.course_id,
                        principalTable: "courses",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_bundle_purchases_products_product_id",
                        column: x => x.product_id,
                        principalTable: "products",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_bundle_purchases_students_student_id",
                        column: x => x.student_id,
                        principalTable: "students",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "bookings",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "uuid", nullable: false),
                    course_id = table.Column<Guid>(type: "uuid", nullable: false),
                    ta_id = table.Column<Guid>(type: "uuid", nullable: false),
                    status = table.Column<string>(type: "text", nullable: false),
                    session_type = table.Column<string>(type: "text", nullable: false),
                    starts_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ends_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    price_per_student = table.Column<decimal>(type: "numeric(10,2)", precision: 10, scale: 2, nullable: false),
                    capacity = table.Column<int>(type: "integer", nullable: false),
                    student_count = table.Column<int>(type: "integer", nullable: false),
                    group_session_template_id = table.Column<Guid>(type: "uuid", nullable: true),
                    bundle_purchase_id = table.Column<Guid>(type: "uuid", nullable: true),
                    cancelled_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    cancelled_by = table.Column<string>(type: "text", nullable: true),
                    cancellation_reason = table.Column<string>(type: "text", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_bookings", x => x.id);
                    table.UniqueConstraint("ak_bookings_id_starts_at_ends_at", x => new { x.id, x.starts_at, x.ends_at });
                    table.CheckConstraint("ck_bookings_full", "session_type <> 'GROUP' OR status = 'CANCELLED' OR (status = 'FULL') = (student_count = capacity)");
                    table.CheckConstraint("ck_bookings_kind", "CASE session_type\n     WHEN 'INDIVIDUAL' THEN capacity = 1 AND group_session_template_id IS NULL\n     ELSE group_session_template_id IS NOT NULL\nEND");
                    table.CheckConstraint("ck_bookings_session_type", "session_type IN ('INDIVIDUAL', 'GROUP')");
                    table.CheckConstraint("ck_bookings_status", "status IN ('REQUESTED', 'BOOKED', 'AVAILABLE', 'FULL', 'CANCELLED')");
                    table.CheckConstraint("ck_bookings_student_count", "student_count >= 0 AND student_count <= capacity");
                    table.CheckConstraint("ck_bookings_times", "ends_at > starts_at");
                    table.ForeignKey(
                        name: "fk_bookings_bundle_purchases_bundle_purchase_id",
                        column: x => x.bundle_purchase_id,
                        principalTable: "bundle_purchases",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_bookings_courses_course_id",
                        column: x => x.course_id,
                        principalTable: "courses",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_bookings_group_session_templates_group_session_template_id",
                        column: x => x.group_session_template_id,
                        principalTable: "group_session_templates",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_bookings_tas_ta_id",
                        column: x => x.ta_id,
                        principalTable: "tas",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "booking_students",
                columns: table => new
                {
                    booking_id = table.Column<Guid>(type: "uuid", nullable: false),
                    student_id = table.Column<Guid>(type: "uuid", nullable: false),
                    joined_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    starts_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ends_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    is_active = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_booking_students", x => new { x.booking_id, x.student_id });
                    table.ForeignKey(
                        name: "fk_booking_students_bookings",
                        columns: x => new { x.booking_id, x.starts_at, x.ends_at },
                        principalTable: "bookings",
                        principalColumns: new[] { "id", "starts_at", "ends_at" },
                        onUpdate: ReferentialAction.Cascade,
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_booking_students_students_student_id",
                        column: x => x.student_id,
                        principalTable: "students",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_booking_students_student_id_starts_at_booking_id",
                table: "booking_students",
                columns: new[] { "student_id", "starts_at", "booking_id" });

            migrationBuilder.CreateIndex(
                name: "ix_bookings_bundle_purchase_id",
                table: "bookings",
                column: "bundle_purchase_id",
                filter: "bundle_purchase_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_bookings_course_id",
                table: "bookings",
                column: "course_id");

            migrationBuilder.CreateIndex(
                name: "ix_bookings_ta_id_starts_at_id",
                table: "bookings",
                columns: new[] { "ta_id", "starts_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ux_bookings_group_session_template_id_starts_at",
                table: "bookings",
                columns: new[] { "group_session_template_id", "starts_at" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_bundle_purchases_course_id",
                table: "bundle_purchases",
                column: "course_id");

            migrationBuilder.CreateIndex(
                name: "ix_bundle_purchases_product_id",
                table: "bundle_purchases",
                column: "product_id");

            migrationBuilder.CreateIndex(
                name: "ix_bundle_purchases_student_id_course_id_valid_to_id",
                table: "bundle_purchases",
                columns: new[] { "student_id", "course_id", "valid_to", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_bundle_purchases_student_id_created_at_id",
                table: "bundle_purchases",
                columns: new[] { "student_id", "created_at", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_course_tas_ta_id",
                table: "course_tas",
                column: "ta_id");

            migrationBuilder.CreateIndex(
                name: "ix_courses_code_id",
                table: "courses",
                columns: new[] { "code", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_group_session_templates_course_id_day_of_week_start_time_id",
                table: "group_session_templates",
                columns: new[] { "course_id", "day_of_week", "start_time", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_group_session_templates_ta_id",
                table: "group_session_templates",
                column: "ta_id");

            migrationBuilder.CreateIndex(
                name: "ix_idempotency_records_created_at",
                table: "idempotency_records",
                column: "created_at");

            migrationBuilder.CreateIndex(
                name: "ix_products_course_id_product_type",
                table: "products",
                columns: new[] { "course_id", "product_type" },
                unique: true);

            // What the model cannot say: indexes on expressions and exclusion constraints.
            migrationBuilder.Sql(
                $"CREATE UNIQUE INDEX {StudentTable.UniqueEmail} ON students (lower(email))");
            migrationBuilder.Sql(
                $"CREATE UNIQUE INDEX {CourseTable.UniqueCode} ON courses (lower(code))");
            migrationBuilder.Sql("CREATE EXTENSION IF NOT EXISTS btree_gist");
            migrationBuilder.Sql(
                $"""
                ALTER TABLE bookings ADD CONSTRAINT {BookingTable.TaOverlap}
                EXCLUDE USING gist (ta_id WITH =, tstzrange(starts_at, ends_at) WITH &&)
                WHERE (status <> 'CANCELLED')
                """);
            migrationBuilder.Sql(
                $"""
                ALTER TABLE booking_students ADD CONSTRAINT {BookingStudentTable.StudentOverlap}
                EXCLUDE USING gist (student_id WITH =, tstzrange(starts_at, ends_at) WITH &&)
                WHERE (is_active)
                """);
            migrationBuilder.Sql(
                $"""
                ALTER TABLE bundle_purchases ADD CONSTRAINT {BundlePurchaseTable.PurchaseOverlap}
                EXCLUDE USING gist (student_id WITH =, product_id WITH =, tstzrange(valid_from, valid_to) WITH &&)
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "booking_students");

            migrationBuilder.DropTable(
                name: "course_tas");

            migrationBuilder.DropTable(
                name: "idempotency_records");

            migrationBuilder.DropTable(
                name: "bookings");

            migrationBuilder.DropTable(
                name: "bundle_purchases");

            migrationBuilder.DropTable(
                name: "group_session_templates");

            migrationBuilder.DropTable(
                name: "products");

            migrationBuilder.DropTable(
                name: "students");

            migrationBuilder.DropTable(
                name: "tas");

            migrationBuilder.DropTable(
                name: "courses");
        }
    }
}
