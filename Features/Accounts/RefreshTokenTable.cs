using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Engify.Features.Accounts;

internal sealed class RefreshTokenTable : IEntityTypeConfiguration<RefreshToken>
{
    public void Configure(EntityTypeBuilder<RefreshToken> builder)
    {
        builder.ToTable("refresh_tokens");
        builder.HasKey(token => token.Hash);
        builder.HasIndex(token => token.FamilyId);
        builder.HasOne(token => token.Family).WithMany().HasForeignKey(token => token.FamilyId)
            .OnDelete(DeleteBehavior.Cascade);
    }
}
