namespace Engify.Features.Kernel;

/// <summary>Rules about who may do what.</summary>
public static class AccessRules
{
    public static readonly Rule SignedIn =
        new("unauthenticated", "Sign in to do this", RuleKind.Unauthenticated);

    public static readonly Rule Allowed = new("forbidden", "You may not do this", RuleKind.Forbidden);
}
