using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Engify.Features.Accounts;

internal sealed class RefreshTokenFamilyTable : IEntityTypeConfiguration<RefreshTokenFamily>
{
    public void Configure(EntityTypeBuilder<RefreshTokenFamily> builder)
    {
        builder.ToTable("refresh_token_families");
        builder.Property(family => family.Id).ValueGeneratedNever();
        builder.HasIndex(family => family.AccountId);
        builder.HasOne<Account>().WithMany().HasForeignKey(family => family.AccountId).OnDelete(DeleteBehavior.Cascade);
    }
}
