using Engify.Features.Availability;
using Engify.Features.Students;
using Microsoft.AspNetCore.Http;

namespace Engify.Features.Bookings.CreateIndividualBooking;

/// <summary>
/// Adds the nearest slots to a refusal because of the time. It looks for them once the booking's transaction is over,
/// so that nobody waits for it.
/// </summary>
internal sealed class OfferNearestSlots(SlotSearch search) : IEndpointFilter
{
    private static readonly HashSet<Rule> AboutTime =
    [
        BookingRules.SomeTaIsFree,
        .. AvailableTimes.All.Select(condition => condition.Rule).Where(rule => rule != StudentRules.IsActive),
    ];

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (RuleViolationException refusal) when (AboutTime.Contains(refusal.Rule))
        {
            var request = context.Arguments.OfType<CreateIndividualBookingRequest>().Single();
            throw new RuleViolationException(refusal.Rule, refusal)
            {
                Details = await ExplainAsync(request, refusal.Rule, context.HttpContext.RequestAborted),
            };
        }
    }

    private async Task<RefusedBookingResponse> ExplainAsync(
        CreateIndividualBookingRequest request, Rule rule, CancellationToken cancellationToken)
    {
        DateTimeOffset? earliest = rule == SlotRules.IsEarlyEnough
            ? await search.FindEarliestStartAsync(request.CourseId, cancellationToken)
            : null;
        try
        {
            var question = new SlotQuestion(
                request.CourseId, request.DurationMinutes, request.TaId, request.StudentId, BookingId: null);
            return new(await search.FindNearestAsync(question, request.Date, cancellationToken), earliest);
        }
        catch (RuleViolationException)
        {
            // A rule that comes later would refuse the booking at any time, such as that the course does not exist.
            return new([], earliest);
        }
    }
}
