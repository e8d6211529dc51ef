using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Engify.Features.Database;

internal sealed class IdempotencyRecordTable : IEntityTypeConfiguration<IdempotencyRecord>
{
    public void Configure(EntityTypeBuilder<IdempotencyRecord> builder)
    {
        builder.ToTable("idempotency_records");
        builder.HasKey(record => new { record.Caller, record.Key });
        builder.Property(record => record.Response)
            .HasConversion(response => response.Ciphertext, ciphertext => new ProtectedText(ciphertext));
        // The version before keeps neither.
        builder.Property(record => record.Status).HasDefaultValue((short)200);
        builder.Property(record => record.Headers).HasDefaultValueSql("'{}'");
        builder.HasIndex(record => record.CreatedAt);
    }
}
