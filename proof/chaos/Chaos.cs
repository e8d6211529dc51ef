using Engify.Chaos.Controls;
using Engify.Chaos.Faults;

namespace Engify.Chaos;

/// <summary>The runs that the command line asks for, one after the other.</summary>
/// <param name="options">The command line.</param>
/// <param name="home">The driver's folder in the repository.</param>
internal sealed class Chaos(ChaosOptions options, string home)
{
    private readonly string results = Path.Combine(home, "results");
    private readonly string work = Path.Combine("/var/tmp", $"engify-chaos-{Environment.ProcessId}");
    private readonly List<RunResult> done = [];
    private int runs;

    /// <returns>0, or 1 on any violation in earnest and on any control that was not caught.</returns>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var all = await FaultCatalogue.ListAsync(options.Cluster, cancellationToken);
        if (options.List)
        {
            Console.WriteLine("Faults:");
            foreach (var fault in all)
                Console.WriteLine($"  {fault.Name,-24} {fault.HoldsWhen}");
            Console.WriteLine("Controls:");
            foreach (var control in ControlCatalogue.All)
                Console.WriteLine($"  {control.Name,-24} {control.Spoils}");
            return 0;
        }

        var faults = Choose(options.Short ? FaultCatalogue.Short : options.Faults, all, fault => fault.Name);
        var controls = Choose(
            options.Short ? ControlCatalogue.Short : options.Controls, ControlCatalogue.All, control => control.Name);
        Console.WriteLine($"Seed {options.Seed}, {options.Instances} instances.");
        try
        {
            foreach (var fault in faults)
            {
                await RunOneAsync(
                    fault, null, options.Duration ?? TimeSpan.FromSeconds(options.Short ? 10 : 60), cancellationToken);
            }

            foreach (var control in controls)
            {
                await RunOneAsync(
                    FaultCatalogue.Make(control.Fault), control,
                    options.Duration ?? TimeSpan.FromSeconds(options.Short ? 5 : 12), cancellationToken);
            }
        }
        finally
        {
            if (done.Count > 0)
                WriteReport(NameOfReport(all, isOver: done.Count == faults.Count + controls.Count));
            if (Directory.Exists(work))
                Directory.Delete(work, recursive: true);
        }

        return done.TrueForAll(result => result.IsGood) ? 0 : 1;
    }

    private static List<T> Choose<T>(IReadOnlyList<string> names, IReadOnlyList<T> all, Func<T, string> nameOf) =>
        names is [ChaosOptions.All]
            ? [.. all]
            : [.. names.Select(name => all.FirstOrDefault(one => nameOf(one) == name)
                ?? throw new InvalidOperationException($"There is no {name}; --list tells what there is."))];

    /// <summary>What proof/chaos/run published, or was told to use.</summary>
    private static string Program => Path.ChangeExtension(Environment.GetEnvironmentVariable("ENGIFY_PROGRAM"), null)
        ?? throw new InvalidOperationException("Use proof/chaos/run.");

    // Of the name, so that a fault draws alike alone and among others.
    private int SeedOf(string name) =>
        name.Aggregate(options.Seed, (seed, character) => unchecked(seed * 31 + character));

    private async Task RunOneAsync(
        Fault fault, Control? control, TimeSpan duration, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(work, $"{++runs}");
        var run = new FaultRun(options, Program, folder, SeedOf(control?.Name ?? fault.Name));
        RunResult result;
        try
        {
            result = await run.RunAsync(fault, control, duration, cancellationToken);
        }
        catch (Exception)
        {
            KeepLogs(folder, control?.Name ?? fault.Name);
            throw;
        }

        done.Add(result);
        Console.WriteLine(Report.Line(result));
        if (!result.IsGood)
        {
            foreach (var example in result.Examples)
                Console.WriteLine($"  {example}");
            KeepLogs(folder, control?.Name ?? fault.Name);
        }

        Directory.Delete(folder, recursive: true);
    }

    private void KeepLogs(string folder, string name)
    {
        var kept = Directory.CreateDirectory(Path.Combine(results, "logs", name)).FullName;
        foreach (var log in Directory.EnumerateFiles(folder, "*.log", SearchOption.AllDirectories))
            File.Copy(log, Path.Combine(kept, Path.GetFileName(log)), overwrite: true);
        Console.WriteLine($"  Logs: {kept}");
    }

    /// <summary>
    /// Only what ran whole, and for as long as usual, has a name under which it goes to the document.
    /// </summary>
    private string NameOfReport(IReadOnlyList<Fault> all, bool isOver)
    {
        var isUsual = isOver && options.Duration is null;
        return options switch
        {
            { Short: true } => "short",
            { Cluster: null, Faults: [ChaosOptions.All] } when isUsual => "faults",
            { Cluster: not null } when isUsual && all.OfType<ClusterFault>().All(HasRun) => "cluster",
            { Controls: [ChaosOptions.All] } when isUsual => "controls",
            _ => done is [var only] ? only.Control ?? only.Fault : "part",
        };

        bool HasRun(Fault fault) => done.Exists(result => result.Control is null && result.Fault == fault.Name);
    }

    private void WriteReport(string name)
    {
        Report.Write(results, name, options, done);
        if (name is "faults" or "cluster" or "controls")
            Report.WriteDocument(results, name, Path.Combine(home, "..", "..", "docs", "reliability.md"));

        var faults = done.Where(result => result.Control is null).ToList();
        var controls = done.Where(result => result.Control is not null).ToList();
        if (faults.Count > 0)
            Console.WriteLine($"\n{Report.Table(faults)}\n\nRefused, by code:\n{Report.Refusals(faults)}");
        if (controls.Count > 0)
            Console.WriteLine($"\n{Report.ControlTable(controls)}");
        Console.WriteLine($"\nIn {Path.Combine(results, name)}.json and .md; seed {options.Seed}.");
    }
}
