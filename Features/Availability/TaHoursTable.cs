using Engify.Features.Tas;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Engify.Features.Availability;

internal sealed class TaHoursTable : IEntityTypeConfiguration<TaHours>
{
    /// <summary>An exclusion constraint: the migration writes it in SQL.</summary>
    public const string Overlap = "ex_ta_hours_overlap";

    public void Configure(EntityTypeBuilder<TaHours> builder)
    {
        builder.ToTable("ta_hours", table =>
        {
            table.HasCheckConstraint("ck_ta_hours_day_of_week", "day_of_week >= 0 AND day_of_week <= 6");
            table.HasCheckConstraint(
                "ck_ta_hours_minutes", "start_minute >= 0 AND start_minute < end_minute AND end_minute <= 1440");
            table.HasCheckConstraint("ck_ta_hours_validity", "valid_from <= valid_to");
        });
        builder.Property(hours => hours.Id).ValueGeneratedNever();
        builder.HasIndex(hours => hours.TaId);
        builder.HasOne<Ta>().WithMany().HasForeignKey(hours => hours.TaId).OnDelete(DeleteBehavior.Cascade);
    }
}
