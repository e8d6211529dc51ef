using Engify.Features.Courses;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Engify.Features.Availability;

internal sealed class BookingRuleSetTable : IEntityTypeConfiguration<BookingRuleSet>
{
    public const string NoticeWithinHorizon = "ck_booking_rules_notice";

    public void Configure(EntityTypeBuilder<BookingRuleSet> builder)
    {
        builder.ToTable("booking_rules", table =>
        {
            table.HasCheckConstraint("ck_booking_rules_notice_minutes", "notice_minutes >= 0");
            table.HasCheckConstraint("ck_booking_rules_horizon_days", "horizon_days >= 1 AND horizon_days <= 3660");
            table.HasCheckConstraint(NoticeWithinHorizon, "notice_minutes < horizon_days * 1440");
            table.HasCheckConstraint("ck_booking_rules_step_minutes", "step_minutes >= 1 AND step_minutes <= 1440");
            table.HasCheckConstraint(
                "ck_booking_rules_durations",
                """
                cardinality(durations) > 0 AND array_position(durations, NULL) IS NULL
                AND 15 <= ALL (durations) AND 480 >= ALL (durations)
                """);
            table.HasCheckConstraint(
                "ck_booking_rules_student_max_minutes_per_week", "student_max_minutes_per_week > 0");
        });
        builder.Property(rules => rules.Id).ValueGeneratedNever();
        builder.HasIndex(rules => rules.CourseId).IsUnique().AreNullsDistinct(false);
        builder.HasOne<Course>().WithMany().HasForeignKey(rules => rules.CourseId).OnDelete(DeleteBehavior.Cascade);
    }
}
