namespace Engify.Features.Courses.ListCourseTas;

public sealed record ListCourseTasRequest(Guid CourseId) : ICatalogueQuery<IReadOnlyList<TaResponse>>;
