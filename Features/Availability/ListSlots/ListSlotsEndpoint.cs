using System.Security.Claims;
using Engify.Features.Accounts;
using Engify.Features.Bookings;
using Engify.Features.Courses;
using Engify.Features.Students;
using Engify.Features.Tas;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Engify.Features.Availability.ListSlots;

public sealed class ListSlotsEndpoint : EngifyEndpoint
{
    protected override RouteHandlerBuilder Map(Routes routes) => routes
        .MapGet("/courses/{courseId}/slots", Handle)
        .AllowAnonymous()
        .ProducesRuleProblems(
            AccessRules.SignedIn, AccountRules.TokenIsCurrent, AccessRules.Allowed, BookingRules.Exists,
            CourseRules.Exists, TaRules.Exists, TaRules.TeachesCourse, StudentRules.Exists);

    /// <summary>Lists the times at which an individual session of a course can be booked, date by date.</summary>
    /// <remarks>
    /// Open to anyone. Only that student, the TAs of the course and administrators may name a student, and only its
    /// student, its TA and administrators a booking. A TA who has not published hours is in no list.
    /// </remarks>
    /// <param name="courseId">The course.</param>
    /// <param name="from">The first date, on the clocks of the institution; today unless told.</param>
    /// <param name="to">The last date; the 13th after the first unless told, and at most the 31st.</param>
    /// <param name="durationMinutes">
    /// How long the session lasts; unless told, 60 minutes, or the shortest offered if those are not.
    /// </param>
    /// <param name="taId">Only those of this TA.</param>
    /// <param name="studentId">Only those that this student can take.</param>
    /// <param name="bookingId">A booking that is to be moved: its time is free.</param>
    /// <response code="200">Every date, with its slots or the code of the rule that explains best why it has none.
    /// </response>
    public static async Task<Results<CacheableOk<SlotsResponse>, ChallengeHttpResult>> Handle(
        UrlValue<Guid> courseId, UrlValue<DateOnly>? from, UrlValue<DateOnly>? to, UrlValue<int>? durationMinutes,
        UrlValue<Guid>? taId, UrlValue<Guid>? studentId, UrlValue<Guid>? bookingId, ClaimsPrincipal user,
        IMediator mediator, CancellationToken cancellationToken)
    {
        // Only authentication knows whether the token was missing or has expired.
        if ((studentId is not null || bookingId is not null) && user.Identity is not { IsAuthenticated: true })
            return TypedResults.Challenge();

        var request = new ListSlotsRequest(
            courseId, from?.Value, to?.Value, durationMinutes?.Value, taId?.Value, studentId?.Value, bookingId?.Value);
        return new CacheableOk<SlotsResponse>(
            await mediator.Send(request, cancellationToken), CacheControl.Revalidate);
    }
}
