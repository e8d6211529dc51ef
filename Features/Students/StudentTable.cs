using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Engify.Features.Students;

internal sealed class StudentTable : IEntityTypeConfiguration<Student>
{
    /// <summary>An index on the expression <c>email_key(email)</c>, so the migration writes it in SQL.</summary>
    public const string UniqueEmail = "ux_students_email";

    public const string NotErased = "ck_students_erased";

    public void Configure(EntityTypeBuilder<Student> builder)
    {
        builder.ToTable(table =>
        {
            table.HasCheckConstraint("ck_students_email", EmailKey.Check("email"));
            table.HasCheckConstraint(NotErased, "erased_at IS NULL OR NOT is_active");
        });
        builder.Property(student => student.Id).ValueGeneratedNever();
    }
}
