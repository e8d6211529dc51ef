using Microsoft.AspNetCore.Authorization;

namespace Engify.Features.Http;

/// <summary>
/// The roles that may use a route. Every route names one of these policies or is open to anyone with
/// <c>AllowAnonymous()</c>. The handler checks with its <see cref="Caller"/> whether the caller may touch this
/// particular student, TA or booking.
/// </summary>
public static class Policies
{
    public const string StudentOrAdmin = nameof(StudentOrAdmin);
    public const string TaOrAdmin = nameof(TaOrAdmin);
    public const string Admin = nameof(Admin);
    public const string SignedIn = nameof(SignedIn);

    public static AuthorizationBuilder AddEngifyPolicies(this AuthorizationBuilder authorization) => authorization
        .AddPolicy(StudentOrAdmin, policy => policy.RequireClaim(Caller.RoleClaim, "student", "admin"))
        .AddPolicy(TaOrAdmin, policy => policy.RequireClaim(Caller.RoleClaim, "ta", "admin"))
        .AddPolicy(Admin, policy => policy.RequireClaim(Caller.RoleClaim, "admin"))
        .AddPolicy(SignedIn, policy => policy.RequireClaim(Caller.RoleClaim, "student", "ta", "admin"));
}
