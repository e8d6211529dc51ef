namespace Engify.Chaos.Faults;

/// <summary>PostgreSQL's file system is full for some seconds; an operator starts it again if it gave up.</summary>
internal sealed class DiskFull() : Fault(
    "disk-full", "No success for what was not saved; 503 in time; recovers without a restart of the service.")
{
    public override bool NeedsOwnPostgres => true;

    public override bool IsFeltBy(Answer first) => first.Outcome == Outcome.Unavailable;

    public override void Prepare(StageSettings settings, string folder)
    {
        settings.DiskMegabytes = 160;
        settings.Postgres["min_wal_size"] = "16MB";
        settings.Postgres["max_wal_size"] = "32MB";
    }

    public override async Task<int> InjectAsync(Stage stage, Random random, CancellationToken cancellationToken)
    {
        var filler = Path.Combine(stage.Postgres.Folder, "filler");
        try
        {
            var until = stage.Clock.Elapsed + Between(random, 2, 5);
            while (stage.Clock.Elapsed < until)
            {
                await FillAsync(filler, cancellationToken);
                await Task.Delay(20, cancellationToken);
            }
        }
        finally
        {
            File.Delete(filler);
        }

        // Without room for its log PostgreSQL ends, and tries to recover, for which it needs room again.
        await Task.Delay(500, cancellationToken);
        if (!stage.Postgres.IsRunning)
            await stage.Postgres.StartAsync(cancellationToken);
        return 1;
    }

    private static async Task FillAsync(string filler, CancellationToken cancellationToken)
    {
        var block = new byte[64 * 1024];
        try
        {
            await using var file =
                new FileStream(filler, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
            while (true)
                await file.WriteAsync(block, cancellationToken);
        }
        catch (IOException)
        {
            // Full.
        }
    }
}
