namespace Engify.Features.Availability.GetCourseBookingRules;

public sealed record GetCourseBookingRulesRequest(Guid CourseId) : IQuery<CourseBookingRulesResponse>;
