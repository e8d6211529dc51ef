namespace Engify.Features.Closures;

/// <summary>Rules about closures.</summary>
public static class ClosureRules
{
    public static readonly Rule Exists = new("closure_not_found", "This closure does not exist", RuleKind.NotFound);

    public static readonly Rule IsNew =
        new("closure_taken", "There is a closure of this name that starts on this day already");
}
