using Engify.Api.Http.Problems;
using Engify.Features.Accounts;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.Tokens;

namespace Engify.Api.SignIn;

/// <summary>Says what is wrong with a token (RFC 6750, section 3), in the shape of all problems.</summary>
internal class BearerProblems : JwtBearerEvents
{
    public override async Task Challenge(JwtBearerChallengeContext context)
    {
        context.HandleResponse();
        var isExpired = context.AuthenticateFailure is SecurityTokenExpiredException;
        await context.HttpContext.WriteProblemAsync(
            Failure.Of(isExpired ? AccountRules.TokenIsCurrent : AccessRules.SignedIn));
    }
}
