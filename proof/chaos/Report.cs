using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Engify.Chaos;

/// <summary>The runs as a table, in files, and in the document.</summary>
internal static class Report
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerOptions.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Table(IReadOnlyList<RunResult> results) => string.Join(
        '\n',
        [
            "| fault | requests | ok | refused | unavailable | unknown | of these found done | faults injected | "
            + "longest unavailability, s | violations |",
            "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |",
            .. results.Select(Row),
        ]);

    public static string ControlTable(IReadOnlyList<RunResult> results) => string.Join(
        '\n',
        [
            "| control | what is spoiled | under | requests | violations found | caught |",
            "| --- | --- | --- | --- | --- | --- |",
            .. results.Select(result =>
                $"| `{result.Control}` | {result.Spoils} | `{result.Fault}` | {Say(result.Requests)} "
                + $"| {Say(result.Violations)} | {(result.IsGood ? "yes" : "**no**")} |"),
        ]);

    /// <summary>One run in one line, as soon as it is over.</summary>
    public static string Line(RunResult result) =>
        $"{result.Control ?? result.Fault}: {Say(result.Requests)} requests, {Say(result.Ok)} ok, "
        + $"{Say(result.Refused.Values.Sum())} refused, {Say(result.Unavailable)} unavailable, "
        + $"{Say(result.Unknown)} unknown, "
        + $"{Say(result.Injected)} faults, longest unavailability {Say(result.LongestUnavailability)} s, "
        + $"{Say(result.Violations)} violations"
        + result.IsCaught switch { true => ": caught", false => ": NOT CAUGHT", null => "" };

    /// <summary>The refusals by code, over all runs.</summary>
    public static string Refusals(IReadOnlyList<RunResult> results) => string.Join(
        '\n',
        results.Select(result => $"- {result.Control ?? result.Fault}: " + string.Join(
            ", ", result.Refused.Select(refusal => $"`{refusal.Key}` {Say(refusal.Value)}"))));

    /// <summary>Writes JSON and Markdown of these runs to a folder.</summary>
    public static void Write(string folder, string name, ChaosOptions options, IReadOnlyList<RunResult> results)
    {
        Directory.CreateDirectory(folder);
        var file = new Results(options.Seed, DateTime.UtcNow, Environment.ProcessorCount, results);
        File.WriteAllText(Path.Combine(folder, $"{name}.json"), JsonSerializer.Serialize(file, Json));
        File.WriteAllText(Path.Combine(folder, $"{name}.md"), Describe(file) + "\n");
    }

    /// <summary>Puts a report that was written between its marks in the document.</summary>
    public static void WriteDocument(string folder, string name, string document)
    {
        var text = File.ReadAllText(document);
        var mark = $"<!-- figures of {name}: written by a whole run -->";
        var begin = text.IndexOf(mark, StringComparison.Ordinal) + mark.Length;
        var end = text.IndexOf($"<!-- /figures of {name} -->", StringComparison.Ordinal);
        var report = File.ReadAllText(Path.Combine(folder, $"{name}.md"));
        File.WriteAllText(document, $"{text[..begin]}\n\n{report}\n{text[end..]}");
    }

    private static string Describe(Results results)
    {
        var faults = results.Runs.Where(run => run.Control is null).ToList();
        var controls = results.Runs.Where(run => run.Control is not null).ToList();
        var parts = new List<string>
        {
            string.Create(
                CultureInfo.InvariantCulture,
                $"Run on {results.At:d MMMM yyyy} with seed {results.Seed} on {results.Cores} cores; ")
                + $"{results.Runs[0].Instances} instances of the service, {results.Runs[0].Seconds:0} seconds each.",
        };
        if (faults.Count > 0)
            parts.AddRange([Table(faults), "Refused, by code:", Refusals(faults)]);
        if (controls.Count > 0)
            parts.Add(ControlTable(controls));
        var broken = faults.Where(run => run.Violations > 0).ToList();
        parts.AddRange(broken.Select(run => $"Violations of `{run.Fault}`, among others:\n\n"
            + string.Join('\n', run.Examples.Select(example => $"- {example}"))));
        return string.Join("\n\n", parts);
    }

    private static string Row(RunResult result) =>
        $"| `{result.Fault}` | {Say(result.Requests)} | {Say(result.Ok)} | {Say(result.Refused.Values.Sum())} "
        + $"| {Say(result.Unavailable)} | {Say(result.Unknown)} | {Say(result.FoundDone)} | {Say(result.Injected)} "
        + $"| {Say(result.LongestUnavailability)} | {Say(result.Violations)} |";

    private static string Say(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Say(double seconds) => seconds.ToString("0.0", CultureInfo.InvariantCulture);

    private sealed record Results(int Seed, DateTime At, int Cores, IReadOnlyList<RunResult> Runs);
}
