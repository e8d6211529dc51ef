using Engify.Features.Students;
using Engify.Features.Tas;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Engify.Features.Accounts;

/// <summary>A trigger fills both normalised columns with <c>email_key(email)</c>, whatever wrote the email.</summary>
internal sealed class AccountTable : IEntityTypeConfiguration<Account>
{
    public const string UniqueEmail = "ux_accounts_normalized_email";
    public const string UniqueUserName = "ux_accounts_normalized_user_name";
    public const string UniqueStudent = "ux_accounts_student_id";
    public const string UniqueTa = "ux_accounts_ta_id";

    /// <summary>A trigger keeps it: somebody must be able to activate accounts again.</summary>
    public const string AdministratorRemains = "ck_accounts_administrator_remains";

    public void Configure(EntityTypeBuilder<Account> builder)
    {
        builder.ToTable("accounts", table =>
        {
            table.HasCheckConstraint("ck_accounts_role", UpperSnakeConverter<AccountRole>.Check("role"));
            table.HasCheckConstraint("ck_accounts_email", EmailKey.Check("email"));
            table.HasCheckConstraint(
                "ck_accounts_owner",
                """
                CASE role
                     WHEN 'STUDENT' THEN student_id IS NOT NULL AND ta_id IS NULL
                     WHEN 'TA' THEN ta_id IS NOT NULL AND student_id IS NULL
                     ELSE student_id IS NULL AND ta_id IS NULL
                END
                """);
        });
        builder.Property(account => account.Id).ValueGeneratedNever();
        builder.Property(account => account.ConcurrencyStamp).IsConcurrencyToken();
        builder.Property(account => account.Email).IsRequired();
        builder.Property(account => account.NormalizedEmail).IsRequired();

        // Identity's columns. Engify has no second factor and no telephone numbers, uses the email as the user name,
        // and counts wrong passwords in SignInAttempts, also for emails without an account.
        builder.Ignore(account => account.PhoneNumber).Ignore(account => account.PhoneNumberConfirmed);
        builder.Ignore(account => account.TwoFactorEnabled);
        builder.Ignore(account => account.LockoutEnabled).Ignore(account => account.LockoutEnd);
        builder.Ignore(account => account.AccessFailedCount);

        builder.HasIndex(account => account.NormalizedEmail).HasDatabaseName(UniqueEmail).IsUnique();
        builder.HasIndex(account => account.NormalizedUserName).HasDatabaseName(UniqueUserName).IsUnique();
        builder.HasIndex(account => account.StudentId).HasDatabaseName(UniqueStudent).IsUnique();
        builder.HasIndex(account => account.TaId).HasDatabaseName(UniqueTa).IsUnique();

        builder.HasOne<Student>().WithMany().HasForeignKey(account => account.StudentId)
            .OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Ta>().WithMany().HasForeignKey(account => account.TaId).OnDelete(DeleteBehavior.Restrict);
    }
}
