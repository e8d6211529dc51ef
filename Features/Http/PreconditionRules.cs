namespace Engify.Features.Http;

/// <summary>Rules about changing a resource that others may change too.</summary>
public static class PreconditionRules
{
    public static readonly Rule IsNamed = new(
        "precondition_required",
        "Send the ETag that you were given for this in the header If-Match", RuleKind.PreconditionRequired);

    public static readonly Rule IsUnchanged = new(
        "changed_meanwhile",
        "This has been changed since you read it: read it again, and repeat your change if it still makes sense",
        RuleKind.ChangedMeanwhile);
}
