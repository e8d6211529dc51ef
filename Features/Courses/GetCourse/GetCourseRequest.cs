using Engify.Features.Products;

namespace Engify.Features.Courses.GetCourse;

/// <param name="CourseId">The course.</param>
/// <param name="IncludeInactive">Whether to find it even if it is not on offer; for administrators.</param>
public sealed record GetCourseRequest(Guid CourseId, bool IncludeInactive) : IQuery<CourseDetailsResponse>;
