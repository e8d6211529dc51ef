using Npgsql;

namespace Engify.Chaos;

/// <summary>Judges a run whose commands are all settled: history, database, and <c>Engify.Api check</c>.</summary>
internal sealed class Verdict(Stage stage)
{
    private const int Repeats = 300;

    private readonly Findings findings = stage.Findings;
    private readonly School school = stage.School;

    public async Task JudgeAsync(IReadOnlyList<Command> history, Random random, CancellationToken cancellationToken)
    {
        var model = Replay(history);
        var refusals = new Refusals(school, history, stage.Database.MayTakeBack, findings);
        foreach (var refused in history.Where(command => command.IsRefused))
            refusals.Check(refused);

        await RepeatAsync(history, random, cancellationToken);
        await using (var admin = await stage.Database.ConnectAsync(cancellationToken))
        {
            await CompareBookingsAsync(model, admin, cancellationToken);
            await CompareBundlesAsync(model, admin, cancellationToken);
            await CompareSessionsAsync(model, admin, cancellationToken);
        }

        await CheckAsync(cancellationToken);
        await CheckLocalTimesAsync(cancellationToken);
    }

    /// <summary><c>Engify.Api check</c> over the whole database.</summary>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        var check = await stage.Service.RunAsync("check", cancellationToken);
        findings.Require(check.ExitCode == 0, FindingKind.Integrity, $"Engify.Api check: {check.Output}");
    }

    /// <summary>
    /// Whether the sessions that the scheduler made start at the local time of their template; one that the clocks skip
    /// moves to the first that they show, and of one that they show twice the first counts.
    /// </summary>
    public async Task CheckLocalTimesAsync(CancellationToken cancellationToken)
    {
        await using var admin = await stage.Database.ConnectAsync(cancellationToken);
        var starts = await ReadAsync(
            admin,
            """
            SELECT group_session_template_id, starts_at, ends_at FROM bookings
            WHERE group_session_template_id = ANY($1)
            """,
            school.WeeklySessions.Select(weekly => weekly.TemplateId).ToArray(),
            row => (Template: row.GetGuid(0), StartsAt: row.GetDateTime(1), EndsAt: row.GetDateTime(2)),
            cancellationToken);
        findings.Require(starts.Count > 0, FindingKind.NotExercised, "the scheduler made no group sessions");
        foreach (var weekly in school.WeeklySessions)
        {
            var zone = TimeZoneInfo.FindSystemTimeZoneById(weekly.TimeZone);
            foreach (var (_, startsAt, endsAt) in starts.Where(start => start.Template == weekly.TemplateId))
            {
                var local = TimeZoneInfo.ConvertTimeFromUtc(startsAt, zone);
                findings.Require(
                    IsFirstShown(weekly.StartTime, startsAt, zone) && (int)local.DayOfWeek == weekly.DayOfWeek
                        && endsAt - startsAt == weekly.EndTime - weekly.StartTime,
                    FindingKind.LocalTime,
                    $"{weekly.StartTime:HH:mm} {weekly.TimeZone} became {startsAt:u} to {endsAt:u}, "
                        + $"{local:HH:mm} there");
            }
        }
    }

    /// <summary>
    /// Whether the clocks show this time or later at an instant, and did not a moment before it, nor on the day before.
    /// Only the way from UTC to local time is asked, since .NET misses some of the times that clocks skip or show
    /// twice.
    /// </summary>
    private static bool IsFirstShown(TimeOnly time, DateTime instant, TimeZoneInfo zone)
    {
        var wanted = Shown(instant).Date + time.ToTimeSpan();
        return Shown(instant) >= wanted
            && Enumerable.Range(0, 24 * 60).All(minutes => Shown(instant.AddMinutes(-minutes).AddTicks(-1)) < wanted);

        DateTime Shown(DateTime utc) => TimeZoneInfo.ConvertTimeFromUtc(utc, zone);
    }

    /// <summary>
    /// Puts what was acknowledged in one order: what takes a place as late as it can have been, when it was answered;
    /// what gives one back as early as it can have been, when it was sent. That order is within what the clients saw,
    /// and no other order within it leaves more room: if it breaks a rule, every order does.
    /// </summary>
    private SequentialModel Replay(IReadOnlyList<Command> history)
    {
        var model = new SequentialModel(school, findings);
        var ordered = history
            .Where(command => command.IsOk)
            .Select(command => (
                Command: command,
                GivesBack: command.Kind is CommandKind.Cancel or CommandKind.Leave))
            .OrderBy(entry => entry.GivesBack ? entry.Command.SentAt : entry.Command.Settled!.AnsweredAt)
            .ThenByDescending(entry => entry.GivesBack);
        foreach (var (command, _) in ordered)
            model.Apply(command);
        return model;
    }

    /// <summary>Sends some of what was done once more: it must be told the same, and nothing may happen.</summary>
    private async Task RepeatAsync(IReadOnlyList<Command> history, Random random, CancellationToken cancellationToken)
    {
        var done = history.Where(command => command is { IsOk: true, Key: not null }).ToArray();
        random.Shuffle(done);
        await Parallel.ForEachAsync(
            done.Take(Repeats),
            new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = cancellationToken },
            async (command, cancellation) =>
            {
                var first = command.Settled!.Body;
                var answer = await stage.Client.SendAsync(
                    command, command.Number % stage.Client.Instances, null, cancellation);
                findings.Require(
                    answer is { Outcome: Outcome.Ok, Replayed: true } && answer.Body == first, FindingKind.Doubled,
                    $"{command}: sent again, it was told {answer.Code ?? answer.Body} in place of {first}");
            });
    }

    private async Task CompareBookingsAsync(
        SequentialModel model, NpgsqlConnection admin, CancellationToken cancellationToken)
    {
        var rows = (await ReadAsync(
            admin,
            """
            SELECT b.id, b.ta_id, b.starts_at, b.ends_at, b.price_per_student, b.bundle_purchase_id, b.status,
                   b.student_count, s.student_id, s.is_active, b.course_id
            FROM bookings b LEFT JOIN booking_students s ON s.booking_id = b.id
            WHERE b.session_type = 'INDIVIDUAL' AND b.course_id = ANY($1)
            """,
            school.Courses.Select(course => course.Id).ToArray(),
            row => (
                Id: row.GetGuid(0), TaId: row.GetGuid(1), StartsAt: row.GetDateTime(2), EndsAt: row.GetDateTime(3),
                Price: row.GetDecimal(4), BundleId: row.IsDBNull(5) ? (Guid?)null : row.GetGuid(5),
                Status: row.GetString(6),
                Count: row.GetInt32(7), StudentId: row.IsDBNull(8) ? Guid.Empty : row.GetGuid(8),
                IsActive: !row.IsDBNull(9) && row.GetBoolean(9), CourseId: row.GetGuid(10)),
            cancellationToken)).ToLookup(row => row.Id);

        foreach (var (id, (booked, answer, cancelled)) in model.Bookings)
        {
            if (rows[id].ToList() is not [var row])
            {
                findings.Add(FindingKind.Lost, $"{booked}: booking {id} is in the database {rows[id].Count()} times");
                continue;
            }

            findings.Require(
                row.TaId == answer.TaId && row.CourseId == answer.CourseId && row.StudentId == booked.Student.Id
                    && row.StartsAt == answer.Date.UtcDateTime
                    && row.EndsAt == answer.Date.UtcDateTime.AddMinutes(answer.DurationMinutes)
                    && row.Price == answer.PricePerStudent && row.BundleId == answer.BundlePurchaseId,
                FindingKind.Changed, $"{booked}: {booked.Settled!.Body} is stored as {row}");
            findings.Require(
                (row.Status, row.Count, row.IsActive) == (cancelled is null
                    ? ("BOOKED", 1, true)
                    : ("CANCELLED", 0, false)),
                row.Status == "CANCELLED" ? FindingKind.Phantom : FindingKind.Lost,
                $"booking {id}, which {booked} made and {cancelled?.ToString() ?? "nobody"} cancelled, "
                    + $"is {row.Status}");
        }

        foreach (var row in rows.Where(row => !model.Bookings.ContainsKey(row.Key)))
            findings.Add(FindingKind.Phantom, $"booking {row.Key} is in the database, but nobody was told so");
    }

    private async Task CompareBundlesAsync(
        SequentialModel model, NpgsqlConnection admin, CancellationToken cancellationToken)
    {
        var rows = (await ReadAsync(
            admin,
            """
            SELECT id, student_id, product_id, total_sessions, remaining_sessions FROM bundle_purchases
            WHERE course_id = ANY($1)
            """,
            school.Courses.Select(course => course.Id).ToArray(),
            row => (Id: row.GetGuid(0), StudentId: row.GetGuid(1), ProductId: row.GetGuid(2), Total: row.GetInt32(3),
                Remaining: row.GetInt32(4)),
            cancellationToken)).ToDictionary(row => row.Id);

        foreach (var (id, (answer, remaining)) in model.Bundles)
        {
            if (!rows.TryGetValue(id, out var row))
            {
                findings.Add(FindingKind.Lost, $"bundle {id} is not in the database");
                continue;
            }

            findings.Require(
                (row.StudentId, row.ProductId, row.Total) == (answer.StudentId, answer.ProductId, answer.TotalSessions),
                FindingKind.Changed, $"bundle {answer} is stored as {row}");
            findings.Require(
                row.Remaining == remaining, FindingKind.Balance,
                $"bundle {id} has {row.Remaining} sessions left, by the history {remaining}");
        }

        foreach (var id in rows.Keys.Where(id => !model.Bundles.ContainsKey(id)))
            findings.Add(FindingKind.Phantom, $"bundle {id} is in the database, but nobody was told so");
    }

    private async Task CompareSessionsAsync(
        SequentialModel model, NpgsqlConnection admin, CancellationToken cancellationToken)
    {
        var rows = await ReadAsync(
            admin,
            """
            SELECT b.id, b.student_count, b.status, b.starts_at,
                   coalesce(
                       (SELECT array_agg(student_id) FROM booking_students WHERE booking_id = b.id AND is_active), '{}')
            FROM bookings b WHERE b.id = ANY($1)
            """,
            model.Sessions.Keys.ToArray(),
            row => (Id: row.GetGuid(0), Count: row.GetInt32(1), Status: row.GetString(2), StartsAt: row.GetDateTime(3),
                Students: row.GetFieldValue<Guid[]>(4)),
            cancellationToken);
        findings.Require(
            rows.Count == model.Sessions.Count, FindingKind.Lost, "a group session is not in the database");

        foreach (var row in rows)
        {
            var (session, students) = model.Sessions[row.Id];
            foreach (var student in students.Except(row.Students))
                findings.Add(FindingKind.Lost, $"student {student} joined {row.Id}, but is not in it");
            foreach (var student in row.Students.Except(students))
                findings.Add(FindingKind.Phantom, $"student {student} is in {row.Id}, but was not told so");
            findings.Require(
                row.Count == students.Count && row.Status == (students.Count == session.Seats ? "FULL" : "AVAILABLE"),
                FindingKind.Capacity,
                $"{row.Id} is {row.Status} with {row.Count}, by the history with {students.Count} of {session.Seats}");
            findings.Require(
                row.StartsAt == session.StartsAt.UtcDateTime, FindingKind.Changed,
                $"{row.Id} was moved to {row.StartsAt:u}");
        }
    }

    private static async Task<List<T>> ReadAsync<T>(
        NpgsqlConnection admin, string sql, Guid[] ids, Func<NpgsqlDataReader, T> read,
        CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, admin);
        command.Parameters.Add(new NpgsqlParameter { Value = ids });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellationToken))
            rows.Add(read(reader));
        return rows;
    }
}
