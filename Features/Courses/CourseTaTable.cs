using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Engify.Features.Courses;

internal sealed class CourseTaTable : IEntityTypeConfiguration<CourseTa>
{
    public void Configure(EntityTypeBuilder<CourseTa> builder)
    {
        builder.HasKey(teaching => new { teaching.CourseId, teaching.TaId });
        builder.HasIndex(teaching => teaching.TaId);
        builder.HasOne<Course>().WithMany().HasForeignKey(teaching => teaching.CourseId);
        builder.HasOne(teaching => teaching.Ta).WithMany().HasForeignKey(teaching => teaching.TaId);
    }
}
