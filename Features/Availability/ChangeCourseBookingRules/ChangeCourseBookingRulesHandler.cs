using Engify.Features.Courses;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Engify.Features.Availability.ChangeCourseBookingRules;

internal sealed class ChangeCourseBookingRulesHandler(EngifyDbContext db, TimeProvider clock)
    : IRequestHandler<ChangeCourseBookingRulesRequest, CourseBookingRulesResponse>
{
    public async Task<CourseBookingRulesResponse> Handle(
        ChangeCourseBookingRulesRequest request, CancellationToken cancellationToken)
    {
        var institution = await db.BookingRuleSets.OfInstitutionForChangeAsync(cancellationToken);
        CourseRules.Exists.Check(await db.Courses.AnyAsync(
            course => course.Id == request.CourseId, cancellationToken));
        var own = await db.BookingRuleSets.AsTracking()
            .SingleOrDefaultAsync(own => own.CourseId == request.CourseId, cancellationToken);
        request.IfMatch.Check(CourseBookingRulesResponse.From(institution, own));

        if (own is null)
            db.Add(own = new BookingRuleSet(Guid.CreateVersion7(clock.Now()), request.CourseId));
        own.Change(request);
        var rules = CourseBookingRulesResponse.From(institution, own);
        rules.MustFit();
        return rules;
    }
}
