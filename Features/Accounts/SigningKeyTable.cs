using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Engify.Features.Accounts;

internal sealed class SigningKeyTable : IEntityTypeConfiguration<SigningKey>
{
    public const string OneSuccessor = "ux_signing_keys_predecessor_id";

    public void Configure(EntityTypeBuilder<SigningKey> builder)
    {
        builder.ToTable("signing_keys");
        builder.Property(key => key.Id).ValueGeneratedNever();

        // Only one key can be the first.
        builder.HasIndex(key => key.PredecessorId).HasDatabaseName(OneSuccessor).IsUnique().AreNullsDistinct(false);
        builder.HasOne<SigningKey>().WithMany().HasForeignKey(key => key.PredecessorId)
            .OnDelete(DeleteBehavior.Restrict);
    }
}
