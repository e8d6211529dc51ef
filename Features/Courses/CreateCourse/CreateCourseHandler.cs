using Engify.Features.Products;
using MediatR;

namespace Engify.Features.Courses.CreateCourse;

internal sealed class CreateCourseHandler(EngifyDbContext db, TimeProvider clock)
    : IRequestHandler<CreateCourseRequest, CourseDetailsResponse>
{
    public Task<CourseDetailsResponse> Handle(CreateCourseRequest request, CancellationToken cancellationToken)
    {
        var course = new Course(Guid.CreateVersion7(clock.Now()), "", "");
        course.Change(
            request.Code.Tidied(), request.Name.Tidied(), request.Description.TidiedOrNull(), request.IsActive);
        db.Add(course);
        return Task.FromResult(new CourseDetailsResponse(CourseResponse.From(course), [], []));
    }
}
