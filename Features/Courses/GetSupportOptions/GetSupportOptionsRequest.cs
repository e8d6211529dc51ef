namespace Engify.Features.Courses.GetSupportOptions;

/// <param name="CourseId">The course to get help for.</param>
/// <param name="StudentId">Whose bundles to show; null shows none.</param>
public sealed record GetSupportOptionsRequest(Guid CourseId, Guid? StudentId) : IQuery<SupportOptionsResponse>;
