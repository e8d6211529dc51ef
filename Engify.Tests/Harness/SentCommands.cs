using System.Collections.Concurrent;
using System.Diagnostics;
using Npgsql;

namespace Engify.Tests.Harness;

/// <summary>
/// What requests have the service send to one database meanwhile: each command is a round trip, a batch of statements
/// one too. What the service does by itself belongs to no request, and is not counted.
/// BEGIN travels with the first command and COMMIT with the last; where one of them or ROLLBACK is a round trip of its
/// own, it is not counted here.
/// </summary>
public sealed class SentCommands : IDisposable
{
    private readonly ConcurrentQueue<(string Text, bool IsPrepared)> commands = new();
    private readonly ActivityListener listener;

    public SentCommands(string connectionString)
    {
        var database = new NpgsqlConnectionStringBuilder(connectionString).Database;
        listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = activity =>
            {
                if (activity.Parent is not null
                    && activity.TagObjects.Any(tag => tag.Value as string == database)
                    && activity.GetTagItem("db.query.text") is string text)
                {
                    commands.Enqueue((text, activity.GetTagItem("db.npgsql.prepared") is true));
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
    }

    public IReadOnlyList<string> Texts => [.. commands.Select(command => command.Text)];

    /// <summary>Those that PostgreSQL had to parse and plan for this once.</summary>
    public IReadOnlyList<string> Unprepared =>
        [.. commands.Where(command => !command.IsPrepared).Select(command => command.Text)];

    public void Dispose() => listener.Dispose();
}
