using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Engify.Features.Closures;

internal sealed class ClosureTable : IEntityTypeConfiguration<Closure>
{
    /// <summary>On <c>email_key(name)</c>; an index on an expression, so the migration writes it in SQL.</summary>
    public const string UniqueName = "ux_closures_name_starts_on";

    public void Configure(EntityTypeBuilder<Closure> builder)
    {
        builder.ToTable("closures", table => table.HasCheckConstraint("ck_closures_dates", "starts_on <= ends_on"));
        builder.Property(closure => closure.Id).ValueGeneratedNever();
        builder.HasIndex(closure => new { closure.StartsOn, closure.Id });
    }
}
