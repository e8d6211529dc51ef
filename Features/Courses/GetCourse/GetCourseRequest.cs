using Engify.Features.Products;

namespace Engify.Features.Courses.GetCourse;

/// <param name="CourseId">The course.</param>
/// <param name="IncludeInactive">Whether to find it also where it is not offered; for administrators.</param>
public sealed record GetCourseRequest(Guid CourseId, bool IncludeInactive) : ICatalogueQuery<CourseDetailsResponse>
{
    public bool IsRemembered => !IncludeInactive;
}
