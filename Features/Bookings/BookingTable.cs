using Engify.Features.Bundles;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Engify.Features.Bookings;

internal sealed class BookingTable : IEntityTypeConfiguration<Booking>
{
    public const string Seats = "ck_bookings_student_count";
    public const string OncePerTemplateAndStart = "ux_bookings_group_session_template_id_starts_at";
    public const string OncePerTemplateAndDate = "ux_bookings_group_session_template_id_local_date";
    public const string CourseForeignKey = "fk_bookings_courses_course_id";
    public const string TaForeignKey = "fk_bookings_tas_ta_id";
    public const string BundleForeignKey = "fk_bookings_bundle_purchases_bundle_purchase_id";

    /// <summary>An exclusion constraint: the migration writes it in SQL.</summary>
    public const string TaOverlap = "ex_bookings_ta_overlap";

    public void Configure(EntityTypeBuilder<Booking> builder)
    {
        builder.ToTable(table =>
        {
            table.HasCheckConstraint("ck_bookings_status", UpperSnakeConverter<BookingStatus>.Check("status"));
            table.HasCheckConstraint(
                "ck_bookings_session_type", UpperSnakeConverter<SessionType>.Check("session_type"));
            table.HasCheckConstraint("ck_bookings_times", "ends_at > starts_at");
            table.HasCheckConstraint("ck_bookings_break", "blocked_until >= ends_at");
            table.HasCheckConstraint("ck_bookings_meeting_url", "meeting_url LIKE 'https://_%'");
            table.HasCheckConstraint(Seats, "student_count >= 0 AND student_count <= capacity");
            table.HasCheckConstraint(
                "ck_bookings_kind",
                """
                CASE session_type
                     WHEN 'INDIVIDUAL' THEN capacity = 1 AND group_session_template_id IS NULL
                     ELSE group_session_template_id IS NOT NULL
                END
                """);
            table.HasCheckConstraint(
                "ck_bookings_template_date", "local_date IS NULL OR group_session_template_id IS NOT NULL");
            table.HasCheckConstraint(
                "ck_bookings_full",
                "session_type <> 'GROUP' OR status = 'CANCELLED' OR (status = 'FULL') = (student_count = capacity)");
        });
        builder.Property(booking => booking.Id).ValueGeneratedNever();
        builder.Property(booking => booking.PricePerStudent).HasPrecision(10, 2);
        builder.Property(booking => booking.BlockedUntil).ValueGeneratedOnAdd();
        builder.Property(booking => booking.IsOverride).HasDefaultValue(false);
        builder.Property(booking => booking.Topic)
            .HasConversion(topic => topic!.Ciphertext, ciphertext => new ProtectedText(ciphertext));
        builder.Property(booking => booking.CancellationReason)
            .HasConversion(reason => reason!.Ciphertext, ciphertext => new ProtectedText(ciphertext));

        // The places of its students refer to this key, so that their times always equal the session's.
        builder.HasAlternateKey(booking => new { booking.Id, booking.StartsAt, booking.EndsAt })
            .HasName("ak_bookings_id_starts_at_ends_at");

        builder.HasIndex(booking => new { booking.TaId, booking.StartsAt, booking.Id });
        builder.HasIndex(booking => new { booking.StartsAt, booking.Id });
        builder.HasIndex(booking => booking.CourseId);
        builder.HasIndex(booking => booking.BundlePurchaseId).HasFilter("bundle_purchase_id IS NOT NULL");
        builder.HasIndex(booking => new { booking.GroupSessionTemplateId, booking.StartsAt })
            .HasDatabaseName(OncePerTemplateAndStart).IsUnique();
        // Cancelled sessions count too: their dates are not scheduled again.
        builder.HasIndex(booking => new { booking.GroupSessionTemplateId, booking.LocalDate })
            .HasDatabaseName(OncePerTemplateAndDate).IsUnique().HasFilter("local_date IS NOT NULL");

        builder.HasOne(booking => booking.Course).WithMany().HasForeignKey(booking => booking.CourseId)
            .HasConstraintName(CourseForeignKey).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(booking => booking.Ta).WithMany().HasForeignKey(booking => booking.TaId)
            .HasConstraintName(TaForeignKey).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<BundlePurchase>().WithMany().HasForeignKey(booking => booking.BundlePurchaseId)
            .HasConstraintName(BundleForeignKey).OnDelete(DeleteBehavior.Restrict);
    }
}
