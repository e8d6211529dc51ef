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

namespace Engify.Features.Availability.ExplainSlot;

public sealed class ExplainSlotEndpoint : EngifyEndpoint
{
    protected override RouteHandlerBuilder Map(Routes routes) => routes
        .MapGet("/courses/{courseId}/slots/explain", Handle)
        .AllowAnonymous()
        .ProducesRuleProblems(
            AccessRules.SignedIn, AccountRules.TokenIsCurrent, AccessRules.Allowed, BookingRules.Exists,
            CourseRules.Exists, TaRules.Exists, TaRules.TeachesCourse, StudentRules.Exists);

    /// <summary>Explains whether a session of a course can be booked at a time, and if not, why not.</summary>
    /// <remarks>
    /// Open to anyone, as the list of slots is. It is about time only: whether the session can be paid, booking it
    /// tells. If no TA is named, one who can is enough; otherwise there are the reasons of each.
    /// </remarks>
    /// <param name="courseId">The course.</param>
    /// <param name="date">When the session would start.</param>
    /// <param name="durationMinutes">
    /// How long the session lasts; unless told, 60 minutes, or the shortest offered if those are not.
    /// </param>
    /// <param name="taId">Only this TA.</param>
    /// <param name="studentId">The student who would come.</param>
    /// <param name="bookingId">A booking that is to be moved: its time is free.</param>
    /// <response code="200">Whether it can be booked, every rule in the way, and the nearest slots.</response>
    public static async Task<Results<CacheableOk<SlotExplanationResponse>, ChallengeHttpResult>> Handle(
        UrlValue<Guid> courseId, UrlValue<DateTimeOffset> date, UrlValue<int>? durationMinutes, UrlValue<Guid>? taId,
        UrlValue<Guid>? studentId, UrlValue<Guid>? bookingId, ClaimsPrincipal user, IMediator mediator,
        CancellationToken cancellationToken)
    {
        // Only authentication knows whether the token was missing or has expired.
        if ((studentId is not null || bookingId is not null) && user.Identity is not { IsAuthenticated: true })
            return TypedResults.Challenge();

        var request = new ExplainSlotRequest(
            courseId, date, durationMinutes?.Value, taId?.Value, studentId?.Value, bookingId?.Value);
        return new CacheableOk<SlotExplanationResponse>(
            await mediator.Send(request, cancellationToken), CacheControl.Revalidate);
    }
}
