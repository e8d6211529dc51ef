namespace Engify.Chaos.Controls;

/// <summary>Something spoiled on purpose, to show that the driver would notice.</summary>
/// <param name="Name">Its name on the command line.</param>
/// <param name="Spoils">What is spoiled, for the report.</param>
/// <param name="Fault">The fault that runs meanwhile.</param>
/// <param name="Expected">The violation that must be found.</param>
internal sealed record Control(string Name, string Spoils, string Fault, FindingKind Expected)
{
    public Action<StageSettings> Prepare { get; init; } = _ => { };

    /// <summary>Before the load begins.</summary>
    public Func<Stage, CancellationToken, Task> SpoilAsync { get; init; } = (_, _) => Task.CompletedTask;

    /// <summary>After the load, before all is judged: what this would do behind the service's back.</summary>
    public Func<Stage, CancellationToken, Task> TamperAsync { get; init; } = (_, _) => Task.CompletedTask;
}
