using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Engify.Features.Database;

internal sealed class DataProtectionKeyTable : IEntityTypeConfiguration<DataProtectionKey>
{
    public const string OnceEach = "ux_data_protection_keys_friendly_name";

    public void Configure(EntityTypeBuilder<DataProtectionKey> builder) =>
        // The name contains the key's id. Writing a key again after a lost answer would store it twice, and Data
        // Protection refuses to work with duplicate keys.
        builder.HasIndex(key => key.FriendlyName).HasDatabaseName(OnceEach).IsUnique();
}
