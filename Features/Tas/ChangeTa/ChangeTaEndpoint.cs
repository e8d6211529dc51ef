using Engify.Features.Accounts;
using Microsoft.AspNetCore.Builder;

namespace Engify.Features.Tas.ChangeTa;

public sealed class ChangeTaEndpoint : EngifyEndpoint
{
    protected override RouteHandlerBuilder Map(Routes routes) => routes
        .MapPut("/tas/{taId}", Handle)
        .RequireAuthorization(Policies.Admin)
        .RequiresIfMatch()
        .AcceptsIdempotencyKey()
        .ProducesRuleProblems(
            TaRules.Exists, TaRules.EmailIsFree, AccountRules.EmailIsFree);

    /// <summary>Changes a teaching assistant.</summary>
    /// <remarks>
    /// With the email, the name changes by which they sign in. Where they are made inactive, sessions that are booked
    /// stay as they are; the answer lists those to come.
    /// </remarks>
    /// <param name="taId">The teaching assistant.</param>
    /// <param name="ifMatch">Which state of them is to be changed.</param>
    /// <param name="body">The whole of them.</param>
    /// <response code="200">The teaching assistant, and the sessions that they do not give any more.</response>
    public static Task<ChangedOk<ChangedTaResponse>> Handle(
        UrlValue<Guid> taId, IfMatch ifMatch, ChangeTaBody body, Commands commands,
        CancellationToken cancellationToken)
    {
        var request = new ChangeTaRequest(
            taId, ifMatch, body.Name, body.Email, body.Degree, body.Gpa, body.Bio, body.IsActive, body.TimeZone,
            body.Location, body.MeetingUrl, body.BreakMinutes, body.MaxMinutesPerDay, body.MaxMinutesPerWeek);
        return commands.SendAsync(
            request,
            ta => new ChangedOk<ChangedTaResponse>(ta, EntityTags.Of<TaDetailsResponse>(ta)),
            cancellationToken);
    }
}
