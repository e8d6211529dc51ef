using System.Globalization;
using System.Text.Json;
using Npgsql;

namespace Engify.Chaos;

/// <summary>
/// Finds out what became of commands without a key, as a careful client does: waits until none of them can be under way
/// any more, and then reads, as their students.
/// </summary>
/// <param name="stage">Where all is done that has a key.</param>
/// <param name="limit">How long an answer may be waited for.</param>
internal sealed class Inquiry(Stage stage, TimeSpan limit)
{
    // The ids of what somebody was told of: whatever else is there, one of these commands made.
    private readonly HashSet<Guid> known = [];

    public async Task RunAsync(IReadOnlyList<Command> open, CancellationToken cancellationToken)
    {
        if (open.Count == 0)
            return;

        try
        {
            await WaitUntilOverAsync(open, cancellationToken);
        }
        catch (NpgsqlException failure)
        {
            stage.Findings.Add(FindingKind.NotRecovered, $"The database cannot be asked: {failure.Message}");
            return;
        }

        known.UnionWith(Done(CommandKind.Book).Select(command => AnsweredBooking.Of(command).Id));
        known.UnionWith(Done(CommandKind.Purchase).Select(command => AnsweredPurchase.Of(command).Id));
        foreach (var command in open)
        {
            if (await ReadAsync(command, cancellationToken) is not { } body)
            {
                stage.Findings.Add(FindingKind.NotRecovered, $"{command}: what became of it cannot be read");
                continue;
            }

            using var read = JsonDocument.Parse(body);
            var found = Find(command, read.RootElement);
            command.Record(
                new Answer(
                    found is null ? Outcome.NotDone : Outcome.Ok, null, found, false, command.SentAt,
                    stage.Clock.Elapsed),
                stage.Findings);
        }
    }

    private IEnumerable<Command> Done(CommandKind kind) =>
        stage.History.Where(command => command.Kind == kind && command.IsOk);

    /// <summary>
    /// A request without an answer may go on until the service's time-out; and a statement of which the service has
    /// given up may still be in PostgreSQL, which stood still.
    /// </summary>
    private async Task WaitUntilOverAsync(IReadOnlyList<Command> open, CancellationToken cancellationToken)
    {
        var over = open.Where(command => command.First?.Outcome == Outcome.Unknown)
            .Select(command => command.SentAt + stage.ServiceTimeout).DefaultIfEmpty().Max();
        if (over > stage.Clock.Elapsed)
            await Task.Delay(over - stage.Clock.Elapsed, cancellationToken);

        await using var admin = await stage.Database.ConnectAsync(cancellationToken);
        await using var atWork = new NpgsqlCommand(
            """
            SELECT count(*) FROM pg_stat_activity
            WHERE datname = current_database() AND backend_type = 'client backend' AND application_name <> 'chaos'
              AND state <> 'idle'
            """,
            admin);
        while ((long)(await atWork.ExecuteScalarAsync(cancellationToken))! > 0)
            await Task.Delay(50, cancellationToken);
    }

    private async Task<string?> ReadAsync(Command command, CancellationToken cancellationToken)
    {
        var path = command.Kind switch
        {
            CommandKind.Cancel => $"/bookings/{command.TargetId}",
            CommandKind.Purchase => $"/bundles/students/{command.Student.Id}?limit=200",
            CommandKind.Book => SessionsAt(command.StartsAt),
            _ => SessionsAt(stage.School.GroupSessions.Single(session => session.Id == command.TargetId).StartsAt),
        };
        var until = stage.Clock.Elapsed + limit;
        do
        {
            var body = await stage.Client.ReadAsync(
                command.Student, path, command.Number % stage.Client.Instances, cancellationToken);
            if (body is not null)
                return body;
            await Task.Delay(200, cancellationToken);
        }
        while (stage.Clock.Elapsed < until);
        return null;

        string SessionsAt(DateTimeOffset startsAt) => string.Create(
            CultureInfo.InvariantCulture,
            $"/bookings/students/{command.Student.Id}?from={startsAt:s}Z&to={startsAt.AddMinutes(1):s}Z&limit=200");
    }

    /// <summary>What shows that it was done; null if it was not.</summary>
    private string? Find(Command command, JsonElement read) => command.Kind switch
    {
        _ when read.ValueKind is JsonValueKind.Null => null,
        CommandKind.Cancel => read.GetProperty("cancellationReason").GetString() == Command.ReasonOf(command.Number)
            ? read.GetRawText()
            : null,
        CommandKind.Book => FindNew(read, booking => IsBookedBy(command, booking)),
        CommandKind.Purchase => FindNew(
            read, bundle => bundle.GetProperty("productId").GetGuid() == command.Product!.Id),
        _ => FindSeat(command, read),
    };

    private string? FindNew(JsonElement read, Func<JsonElement, bool> isIt) =>
        read.EnumerateArray().Where(isIt).FirstOrDefault(row => known.Add(row.GetProperty("id").GetGuid()))
            is { ValueKind: JsonValueKind.Object } row
            ? row.GetRawText()
            : null;

    private static bool IsBookedBy(Command command, JsonElement row)
    {
        var booking = row.Deserialize<AnsweredBooking>(JsonSerializerOptions.Web)!;
        // A group session of the same course and TA may be at the same time.
        return (booking.SessionType, booking.CourseId, booking.Date, booking.DurationMinutes, booking.BundlePurchaseId)
            == ("INDIVIDUAL", command.Course!.Id, command.StartsAt, command.Minutes, command.BundleId)
            && (command.TaId ?? booking.TaId) == booking.TaId;
    }

    /// <summary>Of one student in one session at most one such command is open: see <see cref="Load"/>.</summary>
    private string? FindSeat(Command command, JsonElement read)
    {
        var isIn = read.EnumerateArray().Any(row => row.GetProperty("id").GetGuid() == command.TargetId);
        var wasIn = Count(CommandKind.Join) > Count(CommandKind.Leave);
        return isIn != wasIn && isIn == (command.Kind == CommandKind.Join) ? read.GetRawText() : null;

        int Count(CommandKind kind) => Done(kind).Count(other =>
            other.Student == command.Student && other.TargetId == command.TargetId);
    }
}
