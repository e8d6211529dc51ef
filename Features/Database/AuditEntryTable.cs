using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Engify.Features.Database;

/// <summary>The migration adds a trigger that refuses every UPDATE, DELETE and TRUNCATE.</summary>
internal sealed class AuditEntryTable : IEntityTypeConfiguration<AuditEntry>
{
    public void Configure(EntityTypeBuilder<AuditEntry> builder)
    {
        builder.ToTable("audit_entries", table =>
            table.HasCheckConstraint("ck_audit_entries_role", UpperSnakeConverter<AccountRole>.Check("role")));
        builder.Property(entry => entry.Id).ValueGeneratedNever();

        // No foreign key: what an account did outlives it.
        builder.HasIndex(entry => new { entry.OccurredAt, entry.Id });
        builder.HasIndex(entry => new { entry.AccountId, entry.OccurredAt, entry.Id });
        builder.HasIndex(entry => new { entry.ObjectId, entry.OccurredAt, entry.Id });
    }
}
