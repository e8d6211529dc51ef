using Microsoft.Extensions.DependencyInjection;

namespace Engify.Features.Closures;

/// <summary>The days on which there are no sessions.</summary>
internal sealed class ClosuresArea : Area
{
    public override string Description => "Days on which there are no sessions.";

    public override IReadOnlyDictionary<string, Rule> Constraints { get; } = new Dictionary<string, Rule>
    {
        [ClosureTable.UniqueName] = ClosureRules.IsNew,
    };

    public override IReadOnlyDictionary<string, object> Examples { get; } = new Dictionary<string, object>
    {
        ["closureId"] = ClosureResponse.Example.Id,
        ["from"] = new DateOnly(2026, 1, 5),
        ["to"] = new DateOnly(2026, 4, 30),
    };

    public override void Register(IServiceCollection services) => services.AddScoped<ClosedDays>();
}
