using System.Globalization;
using System.Text;
using System.Text.Json;
using CsCheck;
using Engify.Features.Courses;
using Engify.Features.Institution;
using Engify.Features.Students;
using Engify.Features.Tas;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit.Abstractions;

namespace Engify.Tests.Promises.Invariants;

/// <summary>
/// What the list of slots offers is booked, what it does not offer is refused, and the explanation says which, whatever
/// the hours, overrides, absences, closures, rules and bookings, across changes of the clocks.
/// <c>ENGIFY_TIME_STATES=20000</c> tries as many states.
/// </summary>
public sealed class OfferedIsAcceptedTests(TimeFixture engify, ITestOutputHelper output)
    : IClassFixture<TimeFixture>
{
    private static readonly int States = int.Parse(TimeFixture.States ?? "100", CultureInfo.InvariantCulture);

    private static readonly JsonSerializerOptions Readable = new() { IncludeFields = true };

    private readonly Dictionary<string, int> answers = [];
    private readonly Dictionary<string, int> zones = [];
    private Course course = null!;
    private Ta[] tas = null!;
    private Student student = null!;
    private Guid elsewhere;
    private int states;

    [Fact]
    public async Task What_is_offered_is_accepted_and_what_is_not_is_refused()
    {
        (course, var first) = await engify.School.AddCourseWithTaAsync();
        tas = [first, await engify.School.AddTaAsync(course)];
        student = await engify.School.AddStudentAsync();
        elsewhere = (await engify.School.AddTaAsync()).Id;
        foreach (var ta in tas)
            await engify.School.AddTemplateAsync(await engify.School.AddCourseAsync(), ta, isActive: false);

        await TimeState.Any.SampleAsync(
            TryAsync, iter: States, threads: 1, print: state => JsonSerializer.Serialize(state, Readable));

        output.WriteLine($"{states} states, with TAs in {zones.Count} zones: {Text(zones)}");
        output.WriteLine($"{answers.Values.Sum()} bookings: {Text(answers)}");
        Assert.True(answers["accepted"] > States / 4, "Too little was accepted to mean anything.");

        static string Text(Dictionary<string, int> counts) =>
            string.Join(", ", counts.OrderBy(count => count.Key).Select(count => $"{count.Value} {count.Key}"));
    }

    private async Task TryAsync(TimeState state)
    {
        var zone = engify.Host.Services.GetRequiredService<IOptions<InstitutionOptions>>().Value.GetZone();
        var model = new TimeModel(state, engify.Clock.GetUtcNow(), zone);
        await engify.School.RunAsync(Sql(state, model));
        states++;

        var offered = new List<HashSet<DateTimeOffset>>();
        foreach (var (number, ta) in tas.Index())
        {
            Count(zones, state.Tas[number].Zone);
            offered.Add(await OfferedAsync(state, model, [number], $"&taId={ta.Id}"));
            Assert.Equal(
                model.HasHours(number)
                    ? model.Grid(number).Where(start => IsFree(model.Refusal(number, Session(state, start)))).Order()
                    : [],
                offered[number].Order());
        }

        offered.Add([.. offered[0], .. offered[1]]);
        Assert.Equal(offered[2].Order(), (await OfferedAsync(state, model, [0, 1], "")).Order());

        foreach (var ask in state.Asks)
            await AskAsync(state, model, ask, offered[ask.Ta]);
        Assert.Empty(await CheckSometimesAsync());
    }

    private async Task AskAsync(TimeState state, TimeModel model, Ask ask, HashSet<DateTimeOffset> offered)
    {
        var ta = ask.Ta < 2 ? tas[ask.Ta] : null;
        var codes = model.Grid(ask.Ta % 2)
            .GroupBy(start => Expected(start) ?? "")
            .OrderBy(code => code.Key).Select(code => code.Order().ToList()).ToList();
        var among = codes[ask.Code % codes.Count];
        var start = among[ask.Place % among.Count].AddMinutes(ask.IsOff ? 5 : 0);
        var expected = Expected(start);
        var query = ta is null ? "" : $"&taId={ta.Id}";

        var explained = (await engify.Api.GetAsync(
            $"/courses/{course.Id}/slots/explain?date={start:yyyy-MM-ddTHH:mm:ssZ}&durationMinutes={state.Minutes}"
            + $"&studentId={student.Id}{query}")).ShouldBeOk();
        var booked = await engify.Api.BookAsync(student, course, ta, start, state.Minutes);

        var reasons = explained["reasons"].EnumerateArray()
            .Select(reason => reason.GetProperty("code").GetString()).ToList();
        if (booked.Status == 200)
        {
            Assert.Null(expected);
            Assert.Empty(reasons);
            Assert.True(explained["bookable"].GetBoolean());
            Count(answers, "accepted");
            // Who is to move it finds what there was before.
            if (ta is not null && !ask.IsOff)
            {
                Assert.Equal(
                    offered.Order(),
                    (await OfferedAsync(state, model, [], $"{query}&bookingId={booked.Id}")).Order());
            }

            (await engify.Api.CancelAsync(booked.Id)).ShouldBeOk();
            return;
        }

        booked.ShouldBeProblem(400, expected ?? "accepted");
        Assert.DoesNotContain(start, offered);
        Assert.False(explained["bookable"].GetBoolean());
        foreach (var number in ta is null ? [0, 1] : new[] { ask.Ta })
        {
            Assert.Equal(
                model.Refusal(number, Session(state, start)),
                explained["reasons"].EnumerateArray()
                    .First(reason => reason.GetProperty("taId").ValueKind == JsonValueKind.Null
                        || reason.GetProperty("taId").GetGuid() == tas[number].Id)
                    .GetProperty("code").GetString());
        }

        if (expected == "too_soon")
            Assert.Equal(engify.Clock.GetUtcNow().AddMinutes(model.Notice), booked["earliest"].GetDateTimeOffset());
        if (expected != "student_inactive")
        {
            foreach (var near in booked["nearest"].EnumerateArray().Select(Start))
                Assert.True(!model.IsInWindow(near) || offered.Count == 0 || offered.Contains(near));
        }

        Count(answers, $"refused by {expected}");

        string? Expected(DateTimeOffset start) => ask.Ta < 2
            ? model.Refusal(ask.Ta, Session(state, start))
            : model.Refusal(Session(state, start));
    }

    /// <summary>What is offered. A date without anything names what stands in the way of one of its starts.</summary>
    private async Task<HashSet<DateTimeOffset>> OfferedAsync(
        TimeState state, TimeModel model, int[] ofTas, string query)
    {
        var found = (await engify.Api.GetAsync(
            $"/courses/{course.Id}/slots?from={state.First:O}&to={state.Last:O}&durationMinutes={state.Minutes}"
            + $"&studentId={student.Id}{query}")).ShouldBeOk();
        var days = found["days"].EnumerateArray().ToList();
        Assert.Equal(TimeState.Dates, days.Count);
        Assert.All(days, day => Assert.Equal(
            day.GetProperty("slots").GetArrayLength() == 0,
            day.GetProperty("nothing").ValueKind == JsonValueKind.String));
        foreach (var (number, day) in days.Index().Where(day => day.Item.GetProperty("slots").GetArrayLength() == 0))
        {
            var codes = ofTas.SelectMany(ta => model.Grid(ta, state.First.AddDays(number))
                .Select(start => model.Refusal(ta, Session(state, start)) ?? "outside_ta_hours")).ToList();
            Assert.True(ofTas.Length == 0 || codes.Contains(day.GetProperty("nothing").GetString()!));
        }

        return [.. days.SelectMany(day => day.GetProperty("slots").EnumerateArray()).Select(Start)];
    }

    private async Task<IEnumerable<object>> CheckSometimesAsync() => states % 50 == 0 ? await engify.CheckAsync() : [];

    private static void Count(Dictionary<string, int> counts, string what) =>
        counts[what] = counts.GetValueOrDefault(what) + 1;

    private static bool IsFree(string? refusal) => refusal is null;

    private static Period Session(TimeState state, DateTimeOffset start) => Period.From(start, state.Minutes);

    private static DateTimeOffset Start(JsonElement slot) => slot.GetProperty("startsAt").GetDateTimeOffset();

    /// <summary>Makes the database so.</summary>
    private string Sql(TimeState state, TimeModel model)
    {
        var sql = new StringBuilder(
            $"""
            DELETE FROM booking_students; DELETE FROM bookings; DELETE FROM ta_hours; DELETE FROM ta_day_overrides;
            DELETE FROM ta_absences; DELETE FROM closures; DELETE FROM terms;
            UPDATE group_session_templates SET is_active = false WHERE is_active;
            UPDATE students SET is_active = {Text(!state.IsStudentInactive)} WHERE id = '{student.Id}';
            UPDATE booking_rules SET notice_minutes = {model.Notice}, horizon_days = {model.Horizon},
                step_minutes = {Text(state.Rules.Step)}, durations = {Text(model.Durations)},
                student_max_minutes_per_week = {Text(state.Rules.StudentMax)},
                requires_hours = {Text(state.Rules.RequiresHours)};

            """);
        foreach (var (number, ta) in state.Tas.Index())
            Append(sql, state, model, number, ta);
        foreach (var session in model.OfStudent)
        {
            var id = Guid.NewGuid();
            sql.Append(Booking(id, elsewhere, session, session.End, students: 1));
            sql.Append(CultureInfo.InvariantCulture,
                $"""
                INSERT INTO booking_students (booking_id, student_id, joined_at, starts_at, ends_at, is_active)
                VALUES ('{id}', '{student.Id}', '2000-01-01', {At(session.Start)}, {At(session.End)}, true);

                """);
        }

        if (state.Closed is var (closes, opens))
        {
            sql.Append(CultureInfo.InvariantCulture,
                $"""
                INSERT INTO closures (id, name, starts_on, ends_on)
                VALUES (gen_random_uuid(), 'C', '{closes:O}', '{opens:O}');

                """);
        }

        if (state.Term is { } term)
        {
            sql.Append(CultureInfo.InvariantCulture,
                $"""
                INSERT INTO terms (id, code, name, starts_on, ends_on, booking_opens_at)
                VALUES (gen_random_uuid(), 'T', 'T', '{term.Date:O}', '{term.Date:O}',
                    {At(engify.Clock.GetUtcNow().AddDays(term.OpensInDays))});

                """);
        }

        return sql.ToString();
    }

    private void Append(StringBuilder sql, TimeState state, TimeModel model, int number, TaState ta)
    {
        var id = tas[number].Id;
        sql.Append(CultureInfo.InvariantCulture,
            $"""
            UPDATE tas SET time_zone = '{ta.Zone}', break_minutes = {ta.Break}, has_hours = false,
                max_minutes_per_day = {Text(ta.MaxPerDay)}, max_minutes_per_week = {Text(ta.MaxPerWeek)}
            WHERE id = '{id}';

            """);
        foreach (var (day, hours) in ta.Weekly)
        {
            sql.Append(CultureInfo.InvariantCulture,
                $"""
                INSERT INTO ta_hours (id, ta_id, day_of_week, start_minute, end_minute)
                VALUES (
                    gen_random_uuid(), '{id}', {(int)state.First.AddDays(day).DayOfWeek}, {hours.Start}, {hours.End});

                """);
        }

        foreach (var (day, hours) in ta.Overrides)
        {
            foreach (var (start, end) in hours.Length == 0
                ? [("NULL", "NULL")]
                : hours.Select(part => ($"{part.Start}", $"{part.End}")))
            {
                sql.Append(CultureInfo.InvariantCulture,
                    $"""
                    INSERT INTO ta_day_overrides (id, ta_id, on_date, start_minute, end_minute)
                    VALUES (gen_random_uuid(), '{id}', '{state.First.AddDays(day):O}', {start}, {end});

                    """);
            }
        }

        foreach (var absence in ta.Absences.Select(model.At))
        {
            sql.Append(CultureInfo.InvariantCulture,
                $"""
                INSERT INTO ta_absences (id, ta_id, starts_at, ends_at)
                VALUES (gen_random_uuid(), '{id}', {At(absence.Start)}, {At(absence.End)});

                """);
        }

        foreach (var (session, blockedUntil) in model.Booked(number).Skip(ta.Plan?.Kind == PlanKind.Scheduled ? 1 : 0))
            sql.Append(Booking(Guid.NewGuid(), id, session, blockedUntil, students: 0));

        if (ta.Plan is { } plan && model.PlannedDate(number) is { } date)
        {
            var (from, to) = (new TimeOnly(plan.Start * 15 / 60, plan.Start * 15 % 60), plan.Start * 15 + 60);
            sql.Append(CultureInfo.InvariantCulture,
                $"""
                UPDATE group_session_templates SET is_active = true, day_of_week = {(int)date.DayOfWeek},
                    start_time = '{from:HH:mm}', end_time = '{to / 60:00}:{to % 60:00}', time_zone = '{plan.Zone}',
                    starts_on = '{date:O}', ends_on = '{date:O}'
                WHERE ta_id = '{id}';

                """);
            if (plan.Kind == PlanKind.NotYetScheduled)
                return;
            var session = model.PlanOn(number, date);
            var status = plan.Kind == PlanKind.Scheduled ? "AVAILABLE" : "CANCELLED";
            sql.Append(CultureInfo.InvariantCulture,
                $"""
                INSERT INTO bookings (id, course_id, ta_id, status, session_type, starts_at, ends_at,
                    price_per_student, capacity, student_count, group_session_template_id, local_date, created_at,
                    updated_at)
                SELECT gen_random_uuid(), course_id, ta_id, '{status}', 'GROUP', {At(session.Start)},
                    {At(session.End)}, 0, 3, 0, id, '{date:O}', '2000-01-01', '2000-01-01'
                FROM group_session_templates WHERE ta_id = '{id}';

                """);
        }
    }

    private string Booking(Guid id, Guid ta, Period session, DateTimeOffset blockedUntil, int students) =>
        string.Create(CultureInfo.InvariantCulture,
            $"""
            INSERT INTO bookings (id, course_id, ta_id, status, session_type, starts_at, ends_at, blocked_until,
                price_per_student, capacity, student_count, created_at, updated_at)
            VALUES ('{id}', '{course.Id}', '{ta}', 'BOOKED', 'INDIVIDUAL', {At(session.Start)}, {At(session.End)},
                {At(blockedUntil)}, 0, 1, {students}, '2000-01-01', '2000-01-01');

            """);

    private static string At(DateTimeOffset instant) => $"'{instant.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z'";

    private static string Text(bool value) => value ? "true" : "false";

    private static string Text(int? value) => value is { } number ? $"{number}" : "NULL";

    private static string Text(int[]? values) => values is null ? "NULL" : $"ARRAY[{string.Join(',', values)}]";
}
