using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Engify.Features.Accounts;

internal sealed class EndedAccessTable : IEntityTypeConfiguration<EndedAccess>
{
    public void Configure(EntityTypeBuilder<EndedAccess> builder)
    {
        builder.ToTable("ended_access");
        builder.Property(ended => ended.Id).ValueGeneratedNever();
        builder.HasIndex(ended => ended.EndedAt);
    }
}
