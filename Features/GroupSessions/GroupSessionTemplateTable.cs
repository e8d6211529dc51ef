using Engify.Features.Bookings;
using Engify.Features.Courses;
using Engify.Features.Terms;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Engify.Features.GroupSessions;

internal sealed class GroupSessionTemplateTable : IEntityTypeConfiguration<GroupSessionTemplate>
{
    public void Configure(EntityTypeBuilder<GroupSessionTemplate> builder)
    {
        builder.ToTable(table =>
        {
            table.HasCheckConstraint("ck_group_session_templates_day_of_week", "day_of_week >= 0 AND day_of_week <= 6");
            // Midnight can be the end of a day as well as its beginning.
            table.HasCheckConstraint(
                "ck_group_session_templates_times", "start_time < end_time OR end_time = '00:00'");
            table.HasCheckConstraint("ck_group_session_templates_capacity", "capacity > 0");
            table.HasCheckConstraint("ck_group_session_templates_dates", "starts_on <= ends_on");
            table.HasCheckConstraint(
                "ck_group_session_templates_meeting_url", "meeting_url LIKE 'https://_%'");
        });
        builder.Property(template => template.Id).ValueGeneratedNever();
        builder.Property(template => template.PricePerStudent).HasPrecision(10, 2);

        builder.HasIndex(template => new { template.CourseId, template.DayOfWeek, template.StartTime, template.Id });
        builder.HasIndex(template => template.TaId);
        builder.HasIndex(template => template.TermId).HasFilter("term_id IS NOT NULL");
        builder.HasOne<Term>().WithMany().HasForeignKey(template => template.TermId)
            .HasConstraintName(TermTable.OfTemplates).OnDelete(DeleteBehavior.Restrict);

        builder.HasOne<Course>().WithMany().HasForeignKey(template => template.CourseId)
            .OnDelete(DeleteBehavior.Restrict);
        builder.HasMany<Booking>().WithOne().HasForeignKey(booking => booking.GroupSessionTemplateId)
            .OnDelete(DeleteBehavior.Restrict);
        builder.HasOne(template => template.Ta).WithMany().HasForeignKey(template => template.TaId)
            .OnDelete(DeleteBehavior.Restrict);
    }
}
