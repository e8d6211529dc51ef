using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Engify.Features.Courses.GetCourse;

internal sealed class GetCourseHandler(EngifyDbContext db, CatalogueMemory memory)
    : IRequestHandler<GetCourseRequest, CourseResponse>
{
    public async Task<CourseResponse> Handle(GetCourseRequest request, CancellationToken cancellationToken) =>
        await memory.GetAsync(request, () => LoadAsync(request, cancellationToken));

    private async Task<CourseResponse> LoadAsync(GetCourseRequest request, CancellationToken cancellationToken)
    {
        var course = await db.Courses
            .SingleOrDefaultAsync(course => course.Id == request.CourseId && course.IsActive, cancellationToken);
        CourseRules.Exists.Check(course is not null);
        return CourseResponse.From(course);
    }
}
