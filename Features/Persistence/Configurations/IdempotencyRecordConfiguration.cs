using Engify.Features.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Engify.Features.Persistence.Configurations;

internal sealed class IdempotencyRecordConfiguration : IEntityTypeConfiguration<IdempotencyRecord>
{
    public void Configure(EntityTypeBuilder<IdempotencyRecord> builder)
    {
        builder.ToTable("idempotency_records");
        builder.HasKey(record => new { record.Caller, record.Key });
        builder.Property(record => record.Response)
            .HasConversion(response => response.Ciphertext, ciphertext => new ProtectedText(ciphertext));
        builder.HasIndex(record => record.CreatedAt);
    }
}
