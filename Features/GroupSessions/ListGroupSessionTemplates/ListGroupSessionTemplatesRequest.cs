namespace Engify.Features.GroupSessions.ListGroupSessionTemplates;

/// <param name="CourseId">Only those of this course.</param>
/// <param name="TaId">Only those of this TA.</param>
/// <param name="Q">A part of the course's code or name or of the TA's name, whatever the case; null lists all.</param>
/// <param name="IncludeInactive">Whether to list those that do not go on, too.</param>
/// <param name="Limit">The most rows to return.</param>
/// <param name="Cursor">The last row of the page before, by day and time.</param>
public sealed record ListGroupSessionTemplatesRequest(
    Guid? CourseId, Guid? TaId, string? Q, bool IncludeInactive, int Limit, Cursor<WeekTime>? Cursor)
    : IQuery<Page<GroupSessionTemplateDetailsResponse>>;
