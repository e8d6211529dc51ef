using System.Diagnostics.CodeAnalysis;
using Npgsql;

namespace Engify.Features.Database;

/// <summary>
/// The rule that each database constraint keeps, so that a refusal reads the same whether the code or the database made
/// it.
/// </summary>
public sealed class ConstraintRules(IEnumerable<Area> areas)
{
    /// <summary>The rules by the names of their constraints.</summary>
    public IReadOnlyDictionary<string, Rule> ByConstraint { get; } =
        areas.SelectMany(area => area.Constraints).ToDictionary();

    /// <summary>
    /// The rule that the database kept by failing with this exception, if the constraint belongs to a rule.
    /// </summary>
    public bool TryGetRule(Exception exception, [NotNullWhen(true)] out Rule? rule)
    {
        rule = null;
        var refused = exception as PostgresException ?? exception.InnerException as PostgresException;
        return refused?.ConstraintName is { } name && ByConstraint.TryGetValue(name, out rule);
    }
}
