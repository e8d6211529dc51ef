using Engify.Features.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Engify.Features.Persistence.Configurations;

internal sealed class StudentConfiguration : IEntityTypeConfiguration<Student>
{
    /// <summary>On <c>lower(email)</c>; an index on an expression, so the migration writes it in SQL.</summary>
    public const string UniqueEmail = "ux_students_email";

    public void Configure(EntityTypeBuilder<Student> builder) =>
        builder.Property(student => student.Id).ValueGeneratedNever();
}
