using System.Security.Claims;
using Engify.Api.Http.Problems;
using Engify.Features.Accounts;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.Tokens;

namespace Engify.Api.SignIn;

/// <summary>Says what is wrong with a token (RFC 6750, section 3), in the shape of all problems.</summary>
internal class BearerProblems : JwtBearerEvents
{
    /// <summary>Refuses a token, however good, whose account or session has ended.</summary>
    protected static async Task RefuseEndedAsync(
        ResultContext<JwtBearerOptions> context, ClaimsPrincipal principal, EndedAccessMemory ended)
    {
        var ids = new List<Guid>(2);
        foreach (var claim in new[] { Caller.AccountIdClaim, Caller.SessionIdClaim })
        {
            if (Guid.TryParse(principal.FindFirstValue(claim), out var id))
                ids.Add(id);
        }

        if (await ended.HasAnyAsync(ids, context.HttpContext.RequestAborted))
            context.Fail("The account or the session has ended.");
    }

    public override async Task Challenge(JwtBearerChallengeContext context)
    {
        context.HandleResponse();
        var isExpired = context.AuthenticateFailure is SecurityTokenExpiredException;
        await context.HttpContext.WriteProblemAsync(
            Failure.Of(isExpired ? AccountRules.TokenIsCurrent : AccessRules.SignedIn));
    }
}
