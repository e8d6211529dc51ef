using Engify.Features.Bookings;
using Engify.Features.Institution;
using Engify.Features.Products;
using MediatR;
using Microsoft.Extensions.Options;

namespace Engify.Features.Courses.ChangeCourse;

internal sealed class ChangeCourseHandler(
    EngifyDbContext db, TimeProvider clock, IOptions<InstitutionOptions> institution)
    : IRequestHandler<ChangeCourseRequest, ChangedCourseResponse>
{
    public async Task<ChangedCourseResponse> Handle(ChangeCourseRequest request, CancellationToken cancellationToken)
    {
        var course = await db.Courses.FindForChangeAsync(request.CourseId, cancellationToken);
        CourseRules.Exists.Check(course is not null);
        var seen = await db.DetailsOfAsync(course, institution.Value.ShowGpa, cancellationToken);
        request.IfMatch.Check(seen);

        course.Change(
            request.Code.Tidied(), request.Name.Tidied(), request.Description.TidiedOrNull(), request.IsActive);
        var conflicts = course.IsActive
            ? []
            : await db.ListConflictsAsync(
                booking => booking.CourseId == course.Id, ConflictReason.CourseInactive, clock.Now(), cancellationToken);
        var changed = new CourseDetailsResponse(CourseResponse.From(course), seen.Tas, seen.Products);
        return new ChangedCourseResponse(changed, conflicts);
    }
}
