namespace Engify.Features.GroupSessions.ListCourseGroupSessions;

public sealed record ListCourseGroupSessionsRequest(Guid CourseId) : IQuery<IReadOnlyList<CourseGroupSessionResponse>>;
