using Engify.Features.Courses;
using Microsoft.AspNetCore.Builder;

namespace Engify.Features.Availability.ChangeCourseBookingRules;

public sealed class ChangeCourseBookingRulesEndpoint : EngifyEndpoint
{
    protected override RouteHandlerBuilder Map(Routes routes) => routes
        .MapPut("/courses/{courseId}/booking-rules", Handle)
        .RequireAuthorization(Policies.Admin)
        .RequiresIfMatch()
        .AcceptsIdempotencyKey()
        .ProducesRuleProblems(CourseRules.Exists, AvailabilityRules.NoticeWithinHorizon);

    /// <summary>Changes when and for how long sessions of a course may be booked.</summary>
    /// <remarks>For administrators. Sessions that are booked stay as they are.</remarks>
    /// <param name="courseId">The course.</param>
    /// <param name="ifMatch">Which state of the rules is to be changed.</param>
    /// <param name="body">All the course's own rules.</param>
    /// <response code="200">The rules that hold, and which of them are the course's own.</response>
    public static Task<ChangedOk<CourseBookingRulesResponse>> Handle(
        UrlValue<Guid> courseId, IfMatch ifMatch, ChangeCourseBookingRulesBody body, Commands commands,
        CancellationToken cancellationToken)
    {
        var request = new ChangeCourseBookingRulesRequest(
            courseId, ifMatch, body.NoticeMinutes, body.HorizonDays, body.StepMinutes, body.Durations,
            body.StudentMaxMinutesPerWeek, body.RequiresHours);
        return commands.SendAsync(
            request, rules => new ChangedOk<CourseBookingRulesResponse>(rules), cancellationToken);
    }
}
