using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Engify.Features.FirstGeneration;

/// <summary>
/// The migration adds a unique index on the kind and <c>md5(legacy_id)</c>: those ids have no greatest length, but the
/// entries of an index have one.
/// </summary>
internal sealed class LegacyIdTable : IEntityTypeConfiguration<LegacyId>
{
    public void Configure(EntityTypeBuilder<LegacyId> builder)
    {
        builder.ToTable("legacy_ids", table => table.HasCheckConstraint(
            "ck_legacy_ids_kind",
            "kind IN ('student', 'ta', 'course', 'product', 'group_session_template', 'bundle_purchase', 'booking')"));
        builder.Property(legacy => legacy.Id).ValueGeneratedNever();
        builder.Property(legacy => legacy.Value).HasColumnName("legacy_id");
    }
}
