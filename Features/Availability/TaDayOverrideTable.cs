using Engify.Features.Tas;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Engify.Features.Availability;

internal sealed class TaDayOverrideTable : IEntityTypeConfiguration<TaDayOverride>
{
    /// <summary>
    /// An exclusion constraint: the migration writes it in SQL. A day off is an unbounded range of minutes, so that it
    /// has no other row beside it.
    /// </summary>
    public const string Overlap = "ex_ta_day_overrides_overlap";

    public void Configure(EntityTypeBuilder<TaDayOverride> builder)
    {
        builder.ToTable("ta_day_overrides", table => table.HasCheckConstraint(
            "ck_ta_day_overrides_minutes",
            """
            CASE WHEN start_minute IS NULL OR end_minute IS NULL THEN start_minute IS NULL AND end_minute IS NULL
                 ELSE start_minute >= 0 AND start_minute < end_minute AND end_minute <= 1440
            END
            """));
        builder.Property(day => day.Id).ValueGeneratedNever();
        builder.HasIndex(day => new { day.TaId, day.OnDate });
        builder.HasOne<Ta>().WithMany().HasForeignKey(day => day.TaId).OnDelete(DeleteBehavior.Cascade);
    }
}
