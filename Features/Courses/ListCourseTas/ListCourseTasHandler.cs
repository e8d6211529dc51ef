using Engify.Features.Institution;
using Engify.Features.Tas;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Engify.Features.Courses.ListCourseTas;

internal sealed class ListCourseTasHandler(
    EngifyDbContext db, CatalogueMemory memory, IOptions<InstitutionOptions> institution)
    : IRequestHandler<ListCourseTasRequest, IReadOnlyList<TaResponse>>
{
    public async Task<IReadOnlyList<TaResponse>> Handle(
        ListCourseTasRequest request, CancellationToken cancellationToken) =>
        await memory.GetAsync(request, () => LoadAsync(request, cancellationToken));

    private async Task<IReadOnlyList<TaResponse>> LoadAsync(
        ListCourseTasRequest request, CancellationToken cancellationToken)
    {
        CourseRules.Exists.Check(await db.Courses
            .AnyAsync(course => course.Id == request.CourseId && course.IsActive, cancellationToken));

        var withGpa = institution.Value.ShowGpa;
        return await db.CourseTas
            .Where(teaching => teaching.CourseId == request.CourseId && teaching.Ta.IsActive)
            .OrderBy(teaching => teaching.Ta.Name).ThenBy(teaching => teaching.TaId)
            .Select(teaching => TaResponse.From(teaching.Ta, withGpa))
            .ToListAsync(cancellationToken);
    }
}
