using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Engify.Features.Courses;

internal sealed class CourseTable : IEntityTypeConfiguration<Course>
{
    /// <summary>
    /// An index on <c>email_key(code)</c>, which ignores case and Unicode form, so the migration writes it in SQL.
    /// </summary>
    public const string UniqueCode = "ux_courses_code";

    public void Configure(EntityTypeBuilder<Course> builder)
    {
        builder.Property(course => course.Id).ValueGeneratedNever();
        builder.HasIndex(course => new { course.Code, course.Id });
    }
}
