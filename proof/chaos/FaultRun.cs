using Engify.Chaos.Controls;
using Engify.Chaos.Faults;

namespace Engify.Chaos;

/// <summary>One fault again and again under load, then the verdict.</summary>
internal sealed class FaultRun(ChaosOptions options, string program, string folder, int seed)
{
    private const int MaxExamples = 12;

    /// <summary>How long the retries of all that is not settled may take, and the reading of what has no key.</summary>
    private static readonly TimeSpan SettlingLimit = TimeSpan.FromSeconds(40);

    /// <summary>How much longer than the load a run may take.</summary>
    private static readonly TimeSpan RunLimit = TimeSpan.FromMinutes(5);

    private int injected;
    private TimeSpan loadBegan;
    private TimeSpan loadEnded;

    public async Task<RunResult> RunAsync(
        Fault fault, Control? control, TimeSpan duration, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(duration + RunLimit);
        var settings = new StageSettings { ConnectionsAreCut = fault.CutsConnections };
        fault.Prepare(settings, folder);
        control?.Prepare(settings);

        await using var stage = await Stage.SetAsync(
            options, settings, program, folder, students: options.Short ? 20 : 32, limit.Token);
        try
        {
            await RunAsync(stage, fault, control, duration, limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            stage.Findings.Add(
                FindingKind.NotRecovered, $"The run was not over {RunLimit.TotalMinutes} minutes after its load.");
        }

        return Summarize(stage, fault, control);
    }

    private async Task RunAsync(
        Stage stage, Fault fault, Control? control, TimeSpan duration, CancellationToken cancellationToken)
    {
        if (control is not null)
            await control.SpoilAsync(stage, cancellationToken);
        await fault.BeginAsync(stage, cancellationToken);

        using var enough = new CancellationTokenSource();
        loadBegan = stage.Clock.Elapsed;
        var load = new Load(stage, seed).RunAsync(enough.Token, cancellationToken);
        try
        {
            await InjectAsync(stage, fault, duration, cancellationToken);
            await fault.EndAsync(stage, cancellationToken);
        }
        finally
        {
            loadEnded = stage.Clock.Elapsed;
            await enough.CancelAsync();
            await load;
        }

        await stage.WaitUntilAllReadyAsync(cancellationToken);
        await SettleAsync(stage, cancellationToken);
        if (control is not null)
            await control.TamperAsync(stage, cancellationToken);

        foreach (var instance in stage.Instances)
        {
            stage.Findings.Require(
                instance.EndedByItself is null, FindingKind.NotRecovered,
                $"Instance {instance.Number} ended by itself with {instance.EndedByItself}.");
        }

        stage.Findings.Require(injected > 0, FindingKind.NotExercised, "The fault never happened.");
        stage.Findings.Require(
            stage.History.Any(command => command.First is { } first && fault.IsFeltBy(first)), FindingKind.NotExercised,
            "No client felt the fault.");
        var verdict = new Verdict(stage);
        await verdict.JudgeAsync([.. stage.History], new Random(seed), cancellationToken);
        await fault.JudgeAsync(stage, verdict, cancellationToken);
    }

    private async Task InjectAsync(Stage stage, Fault fault, TimeSpan duration, CancellationToken cancellationToken)
    {
        var random = new Random(seed);
        var until = stage.Clock.Elapsed + duration;
        do
        {
            await Task.Delay(random.Next(500, 2000), cancellationToken);
            injected += await fault.InjectAsync(stage, random, cancellationToken);
            await stage.WaitUntilAllReadyAsync(cancellationToken);
        }
        while (stage.Clock.Elapsed < until);
        await Task.Delay(500, cancellationToken);
    }

    /// <summary>
    /// Of what is not known to be done or refused, sends again all that has a key, and then reads what became of the
    /// rest.
    /// </summary>
    private static async Task SettleAsync(Stage stage, CancellationToken cancellationToken)
    {
        var open = stage.History.Where(command => command.Settled is null).ToList();
        await RetryAsync(stage, open.Where(command => command.Key is not null), cancellationToken);
        await new Inquiry(stage, SettlingLimit).RunAsync(
            [.. open.Where(command => command.Key is null)], cancellationToken);
    }

    private static async Task RetryAsync(Stage stage, IEnumerable<Command> open, CancellationToken cancellationToken)
    {
        var until = stage.Clock.Elapsed + SettlingLimit;
        await Parallel.ForEachAsync(
            open,
            new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = cancellationToken },
            async (command, cancellation) =>
            {
                var last = command.First;
                while (command.Settled is null && stage.Clock.Elapsed < until)
                {
                    last = await stage.Client.SendAsync(
                        command, command.Number % stage.Client.Instances, null, cancellation);
                    if (command.Settled is null)
                        await Task.Delay(200, cancellation);
                }

                stage.Findings.Require(
                    command.Settled is not null,
                    last?.Code == "idempotency_in_progress" ? FindingKind.StuckKey : FindingKind.NotRecovered,
                    $"{command}: still {last?.Outcome} {last?.Code} long after the fault");
            });
    }

    private RunResult Summarize(Stage stage, Fault fault, Control? control)
    {
        var history = stage.History.Where(command => command.First is not null).ToList();
        var findings = stage.Findings.All;
        return new RunResult
        {
            Fault = fault.Name,
            Control = control?.Name,
            Spoils = control?.Spoils,
            Instances = stage.Instances.Count,
            Seconds = (loadEnded - loadBegan).TotalSeconds,
            Requests = history.Count,
            Ok = Count(Outcome.Ok),
            Refused = history.Where(command => command.First!.Outcome == Outcome.Refused)
                .CountBy(command => command.First!.Code!).OrderByDescending(count => count.Value).ToDictionary(),
            Unavailable = Count(Outcome.Unavailable),
            Unknown = Count(Outcome.Unknown),
            FoundDone = history.Count(command => command.First!.Outcome is Outcome.Unknown or Outcome.Unavailable
                && command is { Settled: { Outcome: Outcome.Ok, Replayed: true } } or { Key: null, IsOk: true }),
            Injected = injected,
            LongestUnavailability = LongestUnavailability(history).TotalSeconds,
            Violations = findings.Count,
            IsCaught = control is null ? null : findings.Any(finding => finding.Kind == control.Expected),
            Examples =
            [
                .. findings.GroupBy(finding => finding.Kind).OrderBy(kind => kind.Key)
                    .SelectMany(kind => kind.Take(MaxExamples / 3)).Take(MaxExamples)
                    .Select(finding => $"{finding.Kind}: {Shorten(finding.Details)}"),
            ],
        };

        int Count(Outcome outcome) => history.Count(command => command.First!.Outcome == outcome);
    }

    private TimeSpan LongestUnavailability(IEnumerable<Command> history)
    {
        var last = loadBegan;
        var longest = TimeSpan.Zero;
        var definite = history
            .Where(command => command.First!.Outcome is Outcome.Ok or Outcome.Refused)
            .Select(command => command.First!.AnsweredAt)
            .Where(at => at < loadEnded).Order().Append(loadEnded);
        foreach (var at in definite)
        {
            longest = at - last > longest ? at - last : longest;
            last = at;
        }

        return longest;
    }

    private static string Shorten(string text) => text.Length <= 400 ? text : text[..400] + "…";
}
