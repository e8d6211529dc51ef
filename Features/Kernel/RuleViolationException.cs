namespace Engify.Features.Kernel;

/// <summary>A rule of the business was broken: the request is refused and, as a rule, its transaction rolled back.</summary>
public sealed class RuleViolationException(Rule rule, Exception? cause = null) : Exception(rule.Message, cause)
{
    /// <summary>The rule that was broken.</summary>
    public Rule Rule { get; } = rule;

    /// <summary>
    /// Whether what the command changed before stays all the same: a wrong password is counted, a stolen session ended.
    /// </summary>
    public bool KeepsChanges { get; init; }
}
