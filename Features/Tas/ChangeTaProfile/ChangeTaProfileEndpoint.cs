using Microsoft.AspNetCore.Builder;

namespace Engify.Features.Tas.ChangeTaProfile;

public sealed class ChangeTaProfileEndpoint : EngifyEndpoint
{
    protected override RouteHandlerBuilder Map(Routes routes) => routes
        .MapPut("/tas/{taId}/profile", Handle)
        .RequireAuthorization(Policies.TaOrAdmin)
        .RequiresIfMatch()
        .AcceptsIdempotencyKey()
        .ProducesRuleProblems(AccessRules.Allowed, TaRules.Exists);

    /// <summary>Changes the profile of a teaching assistant.</summary>
    /// <remarks>For that TA and administrators.</remarks>
    /// <param name="taId">The teaching assistant.</param>
    /// <param name="ifMatch">Which state of them is to be changed.</param>
    /// <param name="body">What they say.</param>
    /// <response code="200">The teaching assistant.</response>
    public static Task<ChangedOk<TaDetailsResponse>> Handle(
        UrlValue<Guid> taId, IfMatch ifMatch, ChangeTaProfileBody body, Commands commands,
        CancellationToken cancellationToken)
    {
        var request = new ChangeTaProfileRequest(
            taId, ifMatch, body.Degree, body.Bio, body.Location, body.MeetingUrl, body.BreakMinutes);
        return commands.SendAsync(request, ta => new ChangedOk<TaDetailsResponse>(ta), cancellationToken);
    }
}
