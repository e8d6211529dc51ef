using Engify.Features.Tas;

namespace Engify.Features.Courses.ListCourseTas;

public sealed record ListCourseTasRequest(Guid CourseId) : IQuery<IReadOnlyList<TaResponse>>;
