using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Engify.Features.Accounts;

internal sealed class KnownNetworkTable : IEntityTypeConfiguration<KnownNetwork>
{
    public void Configure(EntityTypeBuilder<KnownNetwork> builder)
    {
        builder.ToTable("known_networks");
        builder.HasKey(known => new { known.AccountId, known.Network });
        builder.HasIndex(known => known.LastSignedInAt);
        builder.HasOne<Account>().WithMany().HasForeignKey(known => known.AccountId).OnDelete(DeleteBehavior.Cascade);
    }
}
