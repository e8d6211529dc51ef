using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Engify.Features.Tas;

internal sealed class TaTable : IEntityTypeConfiguration<Ta>
{
    public void Configure(EntityTypeBuilder<Ta> builder)
    {
        builder.ToTable("tas", table =>
        {
            table.HasCheckConstraint("ck_tas_gpa", "gpa >= 0 AND gpa <= 4.3");
            table.HasCheckConstraint("ck_tas_email", EmailKey.Check("email"));
        });
        builder.Property(ta => ta.Id).ValueGeneratedNever();
        builder.Property(ta => ta.Gpa).HasPrecision(3, 2);
    }
}
