using System.Net;
using System.Net.Sockets;
using System.Security.Claims;
using Microsoft.AspNetCore.Http;

namespace Engify.Features.Kernel;

/// <summary>Who sent the request, and for whom they may act.</summary>
/// <param name="Role">What the caller is; null for somebody who is not signed in, and for the service itself.</param>
/// <param name="AccountId">The account that they signed in with.</param>
/// <param name="StudentId">The student they are, for <see cref="AccountRole.Student"/>.</param>
/// <param name="TaId">The TA they are, for <see cref="AccountRole.Ta"/>.</param>
/// <param name="SessionId">The session that they signed in to; null where an outside issuer signed them in.</param>
/// <param name="Address">Where the request came from; null for the service itself.</param>
public sealed record Caller(
    AccountRole? Role, Guid? AccountId = null, Guid? StudentId = null, Guid? TaId = null, Guid? SessionId = null,
    IPAddress? Address = null)
{
    public const string AccountIdClaim = "sub";
    public const string RoleClaim = "role";
    public const string SessionIdClaim = "sid";
    public const string StudentIdClaim = "student_id";
    public const string TaIdClaim = "ta_id";

    public static readonly Caller Nobody = new(Role: null);

    public bool IsAdmin => Role == AccountRole.Admin;

    /// <summary>The caller in a few characters: <c>student:…</c>, <c>ta:…</c>, <c>admin:…</c>.</summary>
    public string Name => Role switch
    {
        AccountRole.Student => $"student:{StudentId}",
        AccountRole.Ta => $"ta:{TaId}",
        AccountRole.Admin => $"admin:{AccountId}",
        _ => "anonymous",
    };

    public bool IsStudent(Guid studentId) => Role == AccountRole.Student && StudentId == studentId;

    public bool IsTa(Guid taId) => Role == AccountRole.Ta && TaId == taId;

    /// <summary>Lets that student and administrators pass.</summary>
    /// <exception cref="RuleViolationException"><see cref="AccessRules.Allowed"/>.</exception>
    public void MustBeStudent(Guid studentId) => AccessRules.Allowed.Check(IsAdmin || IsStudent(studentId));

    /// <summary>Lets that TA and administrators pass.</summary>
    /// <exception cref="RuleViolationException"><see cref="AccessRules.Allowed"/>.</exception>
    public void MustBeTa(Guid taId) => AccessRules.Allowed.Check(IsAdmin || IsTa(taId));

    /// <summary>The caller whom authentication found.</summary>
    public static Caller From(HttpContext? http)
    {
        if (http is null)
            return Nobody;

        var address = WithoutZone(http.Connection.RemoteIpAddress);
        return Enum.TryParse<AccountRole>(http.User.FindFirstValue(RoleClaim), ignoreCase: true, out var role)
            ? new Caller(
                role, Id(http.User, AccountIdClaim), Id(http.User, StudentIdClaim), Id(http.User, TaIdClaim),
                Id(http.User, SessionIdClaim), address)
            : Nobody with { Address = address };
    }

    /// <summary>An IPv6 zone (<c>fe80::1%2</c>) has a meaning on one machine only, and none to PostgreSQL.</summary>
    private static IPAddress? WithoutZone(IPAddress? address) =>
        address is { AddressFamily: AddressFamily.InterNetworkV6, ScopeId: not 0 }
            ? new IPAddress(address.GetAddressBytes())
            : address;

    private static Guid? Id(ClaimsPrincipal user, string claim) =>
        Guid.TryParse(user.FindFirstValue(claim), out var id) ? id : null;
}
