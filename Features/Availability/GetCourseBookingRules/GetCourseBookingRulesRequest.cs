namespace Engify.Features.Availability.GetCourseBookingRules;

/// <param name="CourseId">The course.</param>
/// <param name="IncludeInactive">Whether to find it even if it is not on offer; for administrators.</param>
public sealed record GetCourseBookingRulesRequest(Guid CourseId, bool IncludeInactive)
    : IQuery<CourseBookingRulesResponse>;
