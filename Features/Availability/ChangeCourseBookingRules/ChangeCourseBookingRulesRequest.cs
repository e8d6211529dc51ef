using Engify.Features.Courses;

namespace Engify.Features.Availability.ChangeCourseBookingRules;

public sealed record ChangeCourseBookingRulesRequest(
    Guid CourseId, IfMatch IfMatch, int? NoticeMinutes, int? HorizonDays, int? StepMinutes,
    IReadOnlyList<int>? Durations, int? StudentMaxMinutesPerWeek, bool? RequiresHours)
    : ICommand<CourseBookingRulesResponse>, IBookingRules
{
    public AuditedObject? Audited(CourseBookingRulesResponse response) => AuditedObject.Of<Course>(CourseId);
}
