using Engify.Features.Courses;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Engify.Features.Availability.GetCourseBookingRules;

internal sealed class GetCourseBookingRulesHandler(EngifyDbContext db, Caller caller)
    : IRequestHandler<GetCourseBookingRulesRequest, CourseBookingRulesResponse>
{
    public async Task<CourseBookingRulesResponse> Handle(
        GetCourseBookingRulesRequest request, CancellationToken cancellationToken)
    {
        AccessRules.Allowed.Check(!request.IncludeInactive || caller.IsAdmin);
        CourseRules.Exists.Check(await db.Courses.AnyAsync(
            course => course.Id == request.CourseId && (course.IsActive || request.IncludeInactive),
            cancellationToken));
        return CourseBookingRulesResponse.From(
            await db.BookingRuleSets.OfInstitutionAsync(cancellationToken),
            await db.BookingRuleSets.SingleOrDefaultAsync(
                own => own.CourseId == request.CourseId, cancellationToken));
    }
}
