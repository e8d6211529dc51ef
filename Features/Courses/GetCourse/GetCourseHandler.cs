using Engify.Features.Institution;
using Engify.Features.Products;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Engify.Features.Courses.GetCourse;

internal sealed class GetCourseHandler(
    EngifyDbContext db, CatalogueMemory memory, Caller caller, IOptions<InstitutionOptions> institution)
    : IRequestHandler<GetCourseRequest, CourseDetailsResponse>
{
    public async Task<CourseDetailsResponse> Handle(GetCourseRequest request, CancellationToken cancellationToken) =>
        request.IncludeInactive
            ? await LoadAsync(request, cancellationToken)
            : await memory.GetAsync(request, () => LoadAsync(request, cancellationToken));

    private async Task<CourseDetailsResponse> LoadAsync(GetCourseRequest request, CancellationToken cancellationToken)
    {
        AccessRules.Allowed.Check(!request.IncludeInactive || caller.IsAdmin);
        var course = await db.Courses.SingleOrDefaultAsync(
            course => course.Id == request.CourseId && (course.IsActive || request.IncludeInactive), cancellationToken);
        CourseRules.Exists.Check(course is not null);
        return await db.DetailsOfAsync(course, institution.Value.ShowGpa, cancellationToken);
    }
}
