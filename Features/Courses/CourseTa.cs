using Engify.Features.Tas;

namespace Engify.Features.Courses;

/// <summary>A TA teaches a course.</summary>
public sealed class CourseTa(Guid courseId, Guid taId)
{
    public Guid CourseId { get; private set; } = courseId;

    public Guid TaId { get; private set; } = taId;

    public Ta Ta { get; private set; } = null!;
}
