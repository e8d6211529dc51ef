using Microsoft.AspNetCore.Builder;

namespace Engify.Features.Availability.ChangeBookingRules;

public sealed class ChangeBookingRulesEndpoint : EngifyEndpoint
{
    protected override RouteHandlerBuilder Map(Routes routes) => routes
        .MapPut("/booking-rules", Handle)
        .RequireAuthorization(Policies.Admin)
        .RequiresIfMatch()
        .AcceptsIdempotencyKey()
        .ProducesRuleProblems(AvailabilityRules.NoticeWithinHorizon);

    /// <summary>Changes when and for how long individual sessions may be booked.</summary>
    /// <remarks>For administrators. Sessions that are booked stay as they are.</remarks>
    /// <param name="ifMatch">Which state of the rules is to be changed.</param>
    /// <param name="body">All the rules.</param>
    /// <response code="200">The rules.</response>
    public static Task<ChangedOk<BookingTerms>> Handle(
        IfMatch ifMatch, ChangeBookingRulesBody body, Commands commands, CancellationToken cancellationToken)
    {
        var request = new ChangeBookingRulesRequest(
            ifMatch, body.NoticeMinutes, body.HorizonDays, body.StepMinutes, body.Durations,
            body.StudentMaxMinutesPerWeek, body.RequiresHours);
        return commands.SendAsync(request, rules => new ChangedOk<BookingTerms>(rules), cancellationToken);
    }
}
