using System.Security.Claims;
using Engify.Features.Domain;

namespace Engify.Features.Pipeline;

/// <summary>Who sent the request, and for whom they may act.</summary>
/// <param name="Role">What the caller is.</param>
/// <param name="StudentId">The student they are, for <see cref="CallerRole.Student"/>.</param>
/// <param name="TaId">The TA they are, for <see cref="CallerRole.Ta"/>.</param>
public sealed record Caller(CallerRole Role, Guid? StudentId = null, Guid? TaId = null)
{
    public const string RoleClaim = "role";
    public const string StudentIdClaim = "student_id";
    public const string TaIdClaim = "ta_id";

    public static readonly Caller Anonymous = new(CallerRole.Anonymous);

    public bool IsAdmin => Role == CallerRole.Admin;

    /// <summary>The caller in a few characters: <c>admin</c>, <c>student:…</c>, <c>ta:…</c>.</summary>
    public string Name => Role switch
    {
        CallerRole.Student => $"student:{StudentId}",
        CallerRole.Ta => $"ta:{TaId}",
        CallerRole.Admin => "admin",
        _ => "anonymous",
    };

    public bool IsStudent(Guid studentId) => Role == CallerRole.Student && StudentId == studentId;

    public bool IsTa(Guid taId) => Role == CallerRole.Ta && TaId == taId;

    /// <summary>Lets that student and administrators pass.</summary>
    /// <exception cref="RuleViolationException"><see cref="AccessRules.Allowed"/>.</exception>
    public void MustBeStudent(Guid studentId) => AccessRules.Allowed.Check(IsAdmin || IsStudent(studentId));

    /// <summary>Lets that TA and administrators pass.</summary>
    /// <exception cref="RuleViolationException"><see cref="AccessRules.Allowed"/>.</exception>
    public void MustBeTa(Guid taId) => AccessRules.Allowed.Check(IsAdmin || IsTa(taId));

    /// <summary>The caller whom authentication found.</summary>
    public static Caller From(ClaimsPrincipal? user) =>
        Enum.TryParse<CallerRole>(user?.FindFirstValue(RoleClaim), ignoreCase: true, out var role)
            ? new Caller(role, Id(user, StudentIdClaim), Id(user, TaIdClaim))
            : Anonymous;

    private static Guid? Id(ClaimsPrincipal? user, string claim) =>
        Guid.TryParse(user?.FindFirstValue(claim), out var id) ? id : null;
}
