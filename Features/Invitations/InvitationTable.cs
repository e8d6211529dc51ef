using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Engify.Features.Invitations;

internal sealed class InvitationTable : IEntityTypeConfiguration<Invitation>
{
    /// <summary>An index on the expression <c>email_key(email)</c>, so the migration writes it in SQL.</summary>
    public const string UniqueEmail = "ux_invitations_email";

    public void Configure(EntityTypeBuilder<Invitation> builder)
    {
        builder.ToTable(table =>
        {
            table.HasCheckConstraint("ck_invitations_role", UpperSnakeConverter<AccountRole>.Check("role"));
            table.HasCheckConstraint("ck_invitations_email", EmailKey.Check("email"));
        });
        builder.Property(invitation => invitation.Id).ValueGeneratedNever();
        builder.HasIndex(invitation => invitation.TokenHash).IsUnique();
    }
}
