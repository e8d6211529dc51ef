using Microsoft.AspNetCore.Builder;

namespace Engify.Features.Http;

/// <summary>The rules that a route may refuse by, for the OpenAPI document.</summary>
public sealed record RuleProblems(IReadOnlyList<Rule> Rules);

/// <summary>What a route's refusal by a rule tells besides: the members of this type.</summary>
public sealed record RuleDetails(Rule Rule, Type Type);

public static class RuleProblemsMetadata
{
    /// <summary>Declares the rules by which this route may refuse a request that is well formed.</summary>
    public static RouteHandlerBuilder ProducesRuleProblems(
        this RouteHandlerBuilder builder, params IReadOnlyList<Rule> rules) =>
        builder.WithMetadata(new RuleProblems(rules));
}
