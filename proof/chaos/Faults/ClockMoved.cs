using System.Globalization;
using Npgsql;

namespace Engify.Chaos.Faults;

/// <summary>
/// The service's clock jumps by hours, forward and back (libfaketime). In the end instances start shortly before the
/// nights in which clocks change, and put their weekly sessions on the calendar.
/// </summary>
internal sealed class ClockMoved() : Fault(
    "clock-moved", "Stored instants unchanged, no overlap; weekly sessions keep their local times.")
{
    /// <summary>Where all begins: early enough that a token issued then is valid after every jump.</summary>
    private const string Beginning = "-5h";

    private string clock = "";

    public override void Prepare(StageSettings settings, string folder)
    {
        clock = Path.Combine(folder, "clock");
        Directory.CreateDirectory(folder);
        File.WriteAllText(clock, Beginning);
        settings.Service["LD_PRELOAD"] = FindLibrary();
        settings.Service["FAKETIME_TIMESTAMP_FILE"] = clock;
        settings.Service["FAKETIME_CACHE_DURATION"] = "1";
        settings.Service["FAKETIME_DONT_FAKE_MONOTONIC"] = "1";
        // Otherwise every wait with a limit is over at once.
        settings.Service["FAKETIME_FORCE_MONOTONIC_FIX"] = "0";
    }

    public override async Task<int> InjectAsync(Stage stage, Random random, CancellationToken cancellationToken)
    {
        var minutes = random.Next(-4 * 60, 5 * 60);
        await File.WriteAllTextAsync(
            clock, string.Create(CultureInfo.InvariantCulture, $"{minutes:+0;-0}m"), cancellationToken);
        await Task.Delay(Between(random, 1.5, 3), cancellationToken);
        return 1;
    }

    public override async Task JudgeAsync(Stage stage, Verdict verdict, CancellationToken cancellationToken)
    {
        await using var admin = await stage.Database.ConnectAsync(cancellationToken);
        await using var spread = new NpgsqlCommand("SELECT max(created_at) - min(created_at) FROM bookings", admin);
        stage.Findings.Require(
            (TimeSpan)(await spread.ExecuteScalarAsync(cancellationToken))! > TimeSpan.FromHours(1),
            FindingKind.NotExercised, "the service's clock did not move");

        var year = DateTime.UtcNow.Year + 1;
        foreach (var date in new[] { new DateTime(year, 3, 4), new DateTime(year, 10, 18) })
            await ScheduleAsync(stage, date, admin, cancellationToken);
        await verdict.CheckLocalTimesAsync(cancellationToken);
        await verdict.CheckAsync(cancellationToken);
    }

    private static async Task ScheduleAsync(
        Stage stage, DateTime date, NpgsqlConnection admin, CancellationToken cancellationToken)
    {
        var last = stage.Instances[^1];
        await last.KillAsync();
        last.Start(
            new("FAKETIME", string.Create(CultureInfo.InvariantCulture, $"@{date:yyyy-MM-dd} 12:00:00")),
            new("FAKETIME_TIMESTAMP_FILE", ""));
        await using var count = new NpgsqlCommand(
            """
            SELECT count(DISTINCT group_session_template_id) FROM bookings
            WHERE group_session_template_id = ANY($1) AND starts_at > $2 AND starts_at < $3
            """,
            admin);
        count.Parameters.Add(new NpgsqlParameter
        {
            Value = stage.School.WeeklySessions.Select(weekly => weekly.TemplateId).ToArray(),
        });
        count.Parameters.Add(new NpgsqlParameter { Value = date.ToUniversalTime().AddDays(30) });
        count.Parameters.Add(new NpgsqlParameter { Value = date.ToUniversalTime().AddDays(50) });
        for (var tries = 0; tries < 100; tries++)
        {
            if ((long)(await count.ExecuteScalarAsync(cancellationToken))! == stage.School.WeeklySessions.Count)
                return;
            await Task.Delay(200, cancellationToken);
        }

        stage.Findings.Add(FindingKind.NotExercised, $"no weekly sessions were scheduled after {date:d MMM yyyy}");
    }

    private static string FindLibrary() =>
        Directory.EnumerateDirectories("/usr/lib")
            .Select(folder => Path.Combine(folder, "faketime", "libfaketimeMT.so.1"))
            .FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException("clock-moved needs libfaketime (apt install faketime).");
}
