using System.Net;
using System.Text.Json;
using Npgsql;

namespace Engify.Chaos.Faults;

/// <summary>
/// An administrator changes a weekly group session while students join it, makes a TA inactive while they are booked,
/// and locks an account while its student books; meanwhile sessions of the service on the database end. It has courses
/// of its own, at hours at which nothing else is, so the history of the load knows nothing of it.
/// </summary>
internal sealed class Administration() : Fault(
    "administration", "Whoever changes what is booked is told all that was booked before; nothing is booked after.")
{
    private const string Password = "correct horse battery staple";

    private const string Terminate =
        """
        SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
        WHERE datname = current_database() AND backend_type = 'client backend' AND application_name <> 'chaos'
          AND random() < 0.2
        """;

    private int rounds;

    public override async Task<int> InjectAsync(Stage stage, Random random, CancellationToken cancellationToken)
    {
        var round = ++rounds;
        var course = await CreateAsync(
            stage, "/courses", new { code = $"A-{Guid.NewGuid():N}"[..18], name = "Administration" },
            cancellationToken);
        await CreateAsync(
            stage, $"/courses/{course}/products",
            new { name = "Single", productType = "INDIVIDUAL_SESSION", basePrice = 30 }, cancellationToken);
        await Task.WhenAll(
            ChangeTemplateAsync(stage, course, random.Next(), cancellationToken),
            DeactivateTaAsync(stage, course, round, random.Next(), cancellationToken),
            LockAccountAsync(stage, course, round, random.Next(), cancellationToken),
            TerminateAsync(stage, random.Next(), cancellationToken));
        return 1;
    }

    private static async Task ChangeTemplateAsync(
        Stage stage, Guid course, int seed, CancellationToken cancellationToken)
    {
        var random = new Random(seed);
        var ta = await AddTaAsync(stage, course, cancellationToken);
        var template = await CreateAsync(
            stage, $"/courses/{course}/group-session-templates", Weekly(ta.Id, hour: 2), cancellationToken);
        var listed = await AskAsync(
            stage, HttpMethod.Get, $"/group-sessions/courses/{course}", null, stage.School.AdminToken,
            cancellationToken);
        var sessions = listed[0].GetProperty("bookings").EnumerateArray()
            .Select(session => session.GetProperty("id").GetGuid()).ToList();

        var joins = stage.School.Students.Index().Select(async item =>
        {
            await Task.Delay(Between(new Random(seed + item.Index), 0, 2), cancellationToken);
            return await stage.Client.AskAsync(
                HttpMethod.Post, $"/group-sessions/{sessions[item.Index % sessions.Count]}/join",
                new { studentId = item.Item.Id }, item.Item.Token, cancellationToken);
        }).ToList();
        for (var change = 0; change < 5; change++)
        {
            await AskAsync(
                stage, HttpMethod.Put, $"/group-session-templates/{template}",
                Weekly(ta.Id, hour: random.Next(1, 5), capacity: random.Next(1, 6)), stage.School.AdminToken,
                cancellationToken);
            await Task.Delay(Between(random, 0, 0.3), cancellationToken);
        }

        var ended = await AskAsync(
            stage, HttpMethod.Put, $"/group-session-templates/{template}", Weekly(ta.Id, hour: 2, isActive: false),
            stage.School.AdminToken, cancellationToken);
        var joined = (await Task.WhenAll(joins)).Where(answer => answer.Status == HttpStatusCode.OK)
            .Select(answer => answer.Body.GetProperty("booking"))
            .Select(booking => (
                Id: booking.GetProperty("id").GetGuid(), StartsAt: booking.GetProperty("date").GetDateTimeOffset()))
            .ToList();
        RequireTold(stage, "ending a template", joined.Select(session => session.Id).Distinct(), ended);

        await using var admin = await stage.Database.ConnectAsync(cancellationToken);
        foreach (var session in joined.GroupBy(session => session.Id))
        {
            await using var command = new NpgsqlCommand(
                "SELECT starts_at, student_count FROM bookings WHERE id = $1", admin);
            command.Parameters.Add(new NpgsqlParameter { Value = session.Key });
            await using var row = await command.ExecuteReaderAsync(cancellationToken);
            var isThere = await row.ReadAsync(cancellationToken);
            stage.Findings.Require(isThere, FindingKind.Lost, $"session {session.Key}, which students have joined");
            if (!isThere)
                continue;

            stage.Findings.Require(
                session.All(seat => seat.StartsAt.UtcDateTime == row.GetDateTime(0)), FindingKind.Changed,
                $"session {session.Key} was joined at {session.First().StartsAt:u} and is at {row.GetDateTime(0):u}");
            stage.Findings.Require(
                session.Count() == row.GetInt32(1), FindingKind.Capacity,
                $"session {session.Key} has {row.GetInt32(1)} students; {session.Count()} were told so");
        }

        // Otherwise the students would be busy in the next round.
        foreach (var session in joined.Select(session => session.Id).Distinct())
        {
            await AskAsync(
                stage, HttpMethod.Patch, $"/bookings/{session}/cancel", new { reason = "over" },
                stage.School.AdminToken, cancellationToken);
        }
    }

    private static async Task DeactivateTaAsync(
        Stage stage, Guid course, int round, int seed, CancellationToken cancellationToken)
    {
        var ta = await AddTaAsync(stage, course, cancellationToken);
        var bookings = stage.School.Students.Index().Select(async item =>
        {
            await Task.Delay(Between(new Random(seed + item.Index), 0, 1.5), cancellationToken);
            return await stage.Client.AskAsync(
                HttpMethod.Post, "/bookings/individual",
                Individual(item.Item.Id, course, ta.Id, Day(round).AddMinutes(15 * item.Index)), item.Item.Token,
                cancellationToken);
        }).ToList();
        await Task.Delay(Between(new Random(seed), 0.3, 1.2), cancellationToken);
        var changed = await AskAsync(
            stage, HttpMethod.Put, $"/tas/{ta.Id}", new { name = "Noor", email = ta.Email, isActive = false },
            stage.School.AdminToken, cancellationToken);

        RequireTold(
            stage, "making a TA inactive",
            (await Task.WhenAll(bookings)).Where(answer => answer.Status == HttpStatusCode.OK)
                .Select(answer => answer.Body.GetProperty("id").GetGuid()),
            changed);
    }

    private static async Task LockAccountAsync(
        Stage stage, Guid course, int round, int seed, CancellationToken cancellationToken)
    {
        var ta = await AddTaAsync(stage, course, cancellationToken);
        var session = (await stage.Client.AskAsync(
            HttpMethod.Post, "/auth/register",
            new { email = $"{Guid.NewGuid():N}@locked.example", password = Password, name = "Locked" }, "",
            cancellationToken)).Body;
        var token = session.GetProperty("accessToken").GetString()!;
        var user = session.GetProperty("user");
        var student = user.GetProperty("studentId").GetGuid();
        var locked = TimeSpan.FromDays(1);

        var booking = Task.Run(
            async () =>
            {
                for (var number = 0; number < 200 && stage.Clock.Elapsed - TimeSpan.FromSeconds(2) < locked; number++)
                {
                    var answer = await stage.Client.AskAsync(
                        HttpMethod.Post, "/bookings/individual",
                        Individual(student, course, ta.Id, Day(round).AddMinutes(15 * number)), token,
                        cancellationToken);
                    stage.Findings.Require(
                        answer.Status == HttpStatusCode.Unauthorized
                            || answer.SentAt - TimeSpan.FromSeconds(1) < locked,
                        FindingKind.Untold, $"somebody locked out for over a second got {answer.Status}");
                }
            },
            cancellationToken);
        await Task.Delay(Between(new Random(seed), 0.5, 1.5), cancellationToken);
        var answer = await stage.Client.AskAsync(
            HttpMethod.Put, $"/accounts/{user.GetProperty("id").GetGuid()}/status", new { isActive = false },
            stage.School.AdminToken, cancellationToken);
        stage.Findings.Require(
            (int)answer.Status is 200 or 204, FindingKind.WrongAnswer, $"locking an account: {answer.Status}");
        locked = stage.Clock.Elapsed;
        await booking;
    }

    private static async Task TerminateAsync(Stage stage, int seed, CancellationToken cancellationToken)
    {
        var random = new Random(seed);
        await using var admin = await stage.Database.ConnectAsync(cancellationToken);
        for (var burst = 0; burst < 4; burst++)
        {
            await Task.Delay(Between(random, 0.2, 0.6), cancellationToken);
            await using var command = new NpgsqlCommand(Terminate, admin);
            await command.ExecuteScalarAsync(cancellationToken);
        }
    }

    private static void RequireTold(Stage stage, string what, IEnumerable<Guid> booked, JsonElement answer)
    {
        var told = answer.GetProperty("conflicts").EnumerateArray()
            .Select(conflict => conflict.GetProperty("bookingId").GetGuid()).ToHashSet();
        stage.Findings.Require(
            told.SetEquals(booked), FindingKind.Untold,
            $"{what} told of {string.Join(", ", told)}; booked were {string.Join(", ", booked)}");
    }

    private static async Task<(Guid Id, string Email)> AddTaAsync(
        Stage stage, Guid course, CancellationToken cancellationToken)
    {
        var email = $"{Guid.NewGuid():N}@tas.example";
        var ta = await CreateAsync(stage, "/tas", new { name = "Noor", email }, cancellationToken);
        await AskAsync(
            stage, HttpMethod.Put, $"/courses/{course}/tas/{ta}", null, stage.School.AdminToken, cancellationToken);
        return (ta, email);
    }

    private static async Task<Guid> CreateAsync(
        Stage stage, string path, object body, CancellationToken cancellationToken) =>
        (await AskAsync(stage, HttpMethod.Post, path, body, stage.School.AdminToken, cancellationToken))
            .GetProperty("id").GetGuid();

    private static async Task<JsonElement> AskAsync(
        Stage stage, HttpMethod method, string path, object? body, string token, CancellationToken cancellationToken)
    {
        var answer = await stage.Client.AskAsync(method, path, body, token, cancellationToken);
        return (int)answer.Status is >= 200 and < 300
            ? answer.Body
            : throw new InvalidOperationException($"{method} {path}: {answer.Status} {answer.Body}");
    }

    private static object Weekly(Guid ta, int hour, int capacity = 5, bool isActive = true) => new
    {
        taId = ta,
        dayOfWeek = ((int)DateTime.UtcNow.DayOfWeek + 3) % 7,
        startTime = $"{hour:D2}:00",
        endTime = $"{hour + 1:D2}:00",
        timeZone = "UTC",
        capacity,
        pricePerStudent = 15,
        isActive,
    };

    private static object Individual(Guid student, Guid course, Guid ta, DateTimeOffset date) =>
        new { studentId = student, courseId = course, taId = ta, date, durationMinutes = 15 };

    /// <summary>A morning on which nothing else is: beyond all weeks that are scheduled.</summary>
    private static DateTimeOffset Day(int round) =>
        new(DateTime.UtcNow.Date.AddDays(60 + (2 * round)).AddHours(4), TimeSpan.Zero);
}
