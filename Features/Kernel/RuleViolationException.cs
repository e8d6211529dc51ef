namespace Engify.Features.Kernel;

/// <summary>
/// A rule of the business was broken: the request is refused and, normally, its transaction is rolled back.
/// </summary>
public sealed class RuleViolationException(Rule rule, Exception? cause = null) : Exception(rule.Message, cause)
{
    /// <summary>The rule that was broken.</summary>
    public Rule Rule { get; } = rule;

    /// <summary>
    /// Whether the command's earlier changes are kept all the same, such as a counted wrong password or an ended
    /// session.
    /// </summary>
    public bool KeepsChanges { get; init; }

    /// <summary>What the answer tells besides: an object whose members the problem has, too.</summary>
    public object? Details { get; init; }
}
