using Microsoft.AspNetCore.Authorization;

namespace Engify.Features.Http;

/// <summary>
/// Which roles may use a route at all. Every route names one of these or is open to anyone with <c>AllowAnonymous()</c>;
/// whether the caller may touch the very student, TA or booking is the handler's matter, by its <see cref="Caller"/>.
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
