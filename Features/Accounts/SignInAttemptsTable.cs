using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Engify.Features.Accounts;

internal sealed class SignInAttemptsTable : IEntityTypeConfiguration<SignInAttempts>
{
    public void Configure(EntityTypeBuilder<SignInAttempts> builder)
    {
        builder.ToTable("sign_in_attempts");
        builder.HasKey(attempts => new { attempts.EmailHash, attempts.Network });
        builder.HasIndex(attempts => attempts.ForgottenAt);
    }
}
