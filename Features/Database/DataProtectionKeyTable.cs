using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Engify.Features.Database;

internal sealed class DataProtectionKeyTable : IEntityTypeConfiguration<DataProtectionKey>
{
    public const string OnceEach = "ux_data_protection_keys_friendly_name";

    public void Configure(EntityTypeBuilder<DataProtectionKey> builder) =>
        // The name holds the key's id. Whoever writes a key again because the first answer was lost would make two of
        // it, and Data Protection refuses to work with such keys at all.
        builder.HasIndex(key => key.FriendlyName).HasDatabaseName(OnceEach).IsUnique();
}
