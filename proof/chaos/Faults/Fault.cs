namespace Engify.Chaos.Faults;

/// <summary>Something that breaks, and what must hold all the same.</summary>
/// <param name="name">Its name on the command line.</param>
/// <param name="holdsWhen">What is shown, for the report.</param>
internal abstract class Fault(string name, string holdsWhen)
{
    public string Name => name;

    public string HoldsWhen => holdsWhen;

    /// <summary>Whether it breaks a PostgreSQL of our own, and cannot do so to another.</summary>
    public virtual bool NeedsOwnPostgres => false;

    /// <summary>
    /// Whether it ends connections between clients and service. Otherwise each client that waits gets an answer.
    /// </summary>
    public virtual bool CutsConnections => false;

    /// <summary>
    /// Whether what a client got first for a command shows that the fault was felt. A run without any such shows
    /// nothing. All do where the fault itself counts how often it happened.
    /// </summary>
    public virtual bool IsFeltBy(Answer first) => true;

    /// <summary>Says what it needs other than usual.</summary>
    /// <param name="settings">To be changed.</param>
    /// <param name="folder">The folder of the run.</param>
    public virtual void Prepare(StageSettings settings, string folder)
    {
    }

    /// <summary>Before the load begins.</summary>
    public virtual Task BeginAsync(Stage stage, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Breaks it once; returns when it is whole again, with how often it was broken.</summary>
    public abstract Task<int> InjectAsync(Stage stage, Random random, CancellationToken cancellationToken);

    /// <summary>After the last time: leaves all as it was before.</summary>
    public virtual Task EndAsync(Stage stage, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>What is to be looked at beside the history, once that was judged.</summary>
    public virtual Task JudgeAsync(Stage stage, Verdict verdict, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    protected static TimeSpan Between(Random random, double least, double most) =>
        TimeSpan.FromSeconds(least + random.NextDouble() * (most - least));
}
