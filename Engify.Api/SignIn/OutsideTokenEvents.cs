using System.Security.Claims;
using Engify.Features.Accounts;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Engify.Api.SignIn;

/// <summary>
/// Turns a person whom the outside issuer knows into the caller that one of our own tokens would give.
/// </summary>
internal sealed partial class OutsideTokenEvents(
    OutsideAccounts accounts, EndedAccessMemory ended, IOptions<OutsideIssuerOptions> issuer,
    ILogger<OutsideTokenEvents> logger)
    : BearerProblems
{
    /// <summary>How long fetching the issuer's keys may take.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>The longest subject, in characters (OpenID Connect Core 1.0, section 2).</summary>
    private const int MaxSubjectLength = 255;

    /// <summary>
    /// Without the keys, nobody can say whether a token is valid, and that is not the client's fault.
    /// </summary>
    /// <exception cref="IssuerUnavailableException">The issuer's keys cannot be fetched.</exception>
    public override async Task MessageReceived(MessageReceivedContext context)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(context.HttpContext.RequestAborted);
        patience.CancelAfter(Patience);
        try
        {
            await context.Options.ConfigurationManager!.GetConfigurationAsync(patience.Token);
        }
        catch (Exception exception) when (exception is InvalidOperationException or OperationCanceledException)
        {
            throw new IssuerUnavailableException(exception);
        }
    }

    public override async Task TokenValidated(TokenValidatedContext context)
    {
        var token = (JsonWebToken)context.SecurityToken;
        if (token.Subject is not { Length: > 0 and <= MaxSubjectLength } subject || !subject.IsStorable())
        {
            context.Fail("The token does not say whose it is.");
            return;
        }

        var email = VerifiedEmailOf(token);
        var account = await accounts.FindAsync(token.Issuer, subject, email, context.HttpContext.RequestAborted);
        if (account is null)
        {
            LogNoAccount(email is null ? "without" : "with");
            context.Fail("There is no account for this token.");
            return;
        }

        // Takes nothing else from the token: a claim that shares a name with one of ours means nothing here.
        var claims = ClaimsOf(account, RoleOf(token, account));
        context.Principal = new ClaimsPrincipal(
            new ClaimsIdentity(claims, context.Scheme.Name, Caller.AccountIdClaim, Caller.RoleClaim));
        await RefuseEndedAsync(context, context.Principal, ended);
    }

    private static string? VerifiedEmailOf(JsonWebToken token) =>
        token.TryGetPayloadValue("email", out string? email) && email is { Length: > 0 } && email.IsStorable()
        && token.TryGetClaim("email_verified", out var verified)
        && verified.Value.Equals("true", StringComparison.OrdinalIgnoreCase)
            ? email
            : null;

    private AccountRole? RoleOf(JsonWebToken token, OutsideAccount account)
    {
        if (issuer.Value.RoleClaim is not { Length: > 0 } roleClaim)
            return account.Role;

        var roles = token.Claims.Where(claim => claim.Type == roleClaim)
            .Select(claim => claim.Value).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return roles.Contains("admin") ? AccountRole.Admin
            : roles.Contains("ta") && account.TaId is not null ? AccountRole.Ta
            : roles.Contains("student") && account.StudentId is not null ? AccountRole.Student
            : null;
    }

    private static IEnumerable<Claim> ClaimsOf(OutsideAccount account, AccountRole? role)
    {
        yield return new Claim(Caller.AccountIdClaim, account.Id.ToString());
        if (role is not null)
            yield return new Claim(Caller.RoleClaim, role.Value.ToString().ToLowerInvariant());
        if (role == AccountRole.Student)
            yield return new Claim(Caller.StudentIdClaim, $"{account.StudentId}");
        if (role == AccountRole.Ta)
            yield return new Claim(Caller.TaIdClaim, $"{account.TaId}");
    }

    [LoggerMessage(
        LogLevel.Information, "There is no account for a token of the outside issuer ({With} a verified email)")]
    private partial void LogNoAccount(string with);
}
