using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Engify.Features.Tas;

internal sealed class TaTable : IEntityTypeConfiguration<Ta>
{
    /// <summary>An index on the expression <c>email_key(email)</c>, so the migration writes it in SQL.</summary>
    public const string UniqueEmail = "ux_tas_email";

    public void Configure(EntityTypeBuilder<Ta> builder)
    {
        builder.ToTable("tas", table =>
        {
            table.HasCheckConstraint("ck_tas_gpa", "gpa >= 0 AND gpa <= 4.3");
            table.HasCheckConstraint("ck_tas_meeting_url", "meeting_url LIKE 'https://_%'");
            table.HasCheckConstraint("ck_tas_break_minutes", "break_minutes >= 0 AND break_minutes <= 240");
            table.HasCheckConstraint("ck_tas_max_minutes_per_day", "max_minutes_per_day > 0");
            table.HasCheckConstraint("ck_tas_max_minutes_per_week", "max_minutes_per_week > 0");
            table.HasCheckConstraint("ck_tas_email", EmailKey.Check("email"));
        });
        builder.HasIndex(ta => new { ta.Name, ta.Id });
        builder.Property(ta => ta.Id).ValueGeneratedNever();
        builder.Property(ta => ta.BreakMinutes).HasDefaultValue(0);
        builder.Property(ta => ta.HasHours).HasDefaultValue(false);
        builder.Property(ta => ta.Gpa).HasPrecision(3, 2);
    }
}
