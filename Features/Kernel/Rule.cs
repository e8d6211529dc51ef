namespace Engify.Features.Kernel;

/// <summary>
/// A rule of the business: the code by which clients know it, the sentence for people, and the kind of answer.
/// </summary>
/// <param name="Code">Stable, in snake_case; part of the public contract.</param>
/// <param name="Message">What went wrong, in one sentence.</param>
/// <param name="Kind">What a violation answers with.</param>
public sealed record Rule(string Code, string Message, RuleKind Kind = RuleKind.Refused)
{
    /// <summary>Throws when the rule does not hold.</summary>
    /// <exception cref="RuleViolationException"><paramref name="holds"/> is false.</exception>
    public void Check([System.Diagnostics.CodeAnalysis.DoesNotReturnIf(false)] bool holds)
    {
        if (!holds)
            throw new RuleViolationException(this);
    }
}
