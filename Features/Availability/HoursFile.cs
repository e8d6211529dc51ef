using Engify.Features.Files;
using Engify.Features.Tas;
using Microsoft.EntityFrameworkCore;

namespace Engify.Features.Availability;

/// <summary>Weekly hours, by their TAs, days, starts and first dates. No line takes hours away.</summary>
internal sealed class HoursFile() : ImportKind<HoursRow>(new HoursRow.Validator())
{
    public override string Name => "hours";

    protected override string Select =>
        $"""
        ta_hours.id, tas.email AS ta_email, ta_hours.day_of_week, {Time("start_minute")} AS "start",
        {Time("end_minute")} AS "end", ta_hours.valid_from AS "from", ta_hours.valid_to AS "to"
        """;

    protected override string From => "ta_hours JOIN tas ON tas.id = ta_hours.ta_id";

    protected override string Table => "ta_hours";

    protected override IReadOnlyList<string> Key => ["taEmail", "dayOfWeek", "start", "from"];

    protected override string KeySql =>
        $@"email_key(concat_ws(E'\n', tas.email, ta_hours.day_of_week, {Time("start_minute")}, "
        + "coalesce(to_char(ta_hours.valid_from, 'YYYY-MM-DD'), '')))";

    protected override string Insert =>
        $"""
        INSERT INTO ta_hours (id, ta_id, day_of_week, start_minute, end_minute, valid_from, valid_to)
        SELECT rows.id, tas.id, rows.day_of_week, {Minutes("start")}, {Minutes("end")}, rows."from", rows."to"
        FROM rows JOIN tas ON email_key(tas.email) = email_key(rows.ta_email)
        """;

    protected override string Update =>
        $"""
        UPDATE ta_hours SET end_minute = {Minutes("end")}, valid_to = rows."to"
        FROM rows WHERE ta_hours.id = rows.id
        """;

    protected override async Task CompleteAsync(
        EngifyDbContext db, IReadOnlyList<ImportRow<HoursRow>> rows, ImportErrors errors,
        CancellationToken cancellationToken)
    {
        var tas = await FindIdsAsync(db, "tas", "email", rows.Select(row => row.Row.TaEmail), cancellationToken);
        var ids = tas.Values.ToList();
        // As each change of the hours of one of them does.
        await db.Database.ExecuteSqlAsync(
            $"SELECT FROM tas WHERE id = ANY ({ids}) ORDER BY id FOR UPDATE", cancellationToken);
        var others = await db.TaHours.Where(hours => ids.Contains(hours.TaId)).ToListAsync(cancellationToken);
        var shall = others.ExceptBy(rows.Select(row => row.Id), hours => hours.Id).ToLookup(KeyOfDay);
        var seen = new Dictionary<(Guid, DayOfWeek), List<TaHours>>();
        foreach (var row in rows)
        {
            if (!tas.TryGetValue(KeyOf(row.Row.TaEmail), out var ta))
            {
                errors.Add(row.Line, "taEmail", FileFault.Of(TaRules.Exists));
                continue;
            }

            var hours = row.Row.HoursOf(row.Id, ta);
            var day = seen.TryGetValue(KeyOfDay(hours), out var known) ? known : seen[KeyOfDay(hours)] = [];
            if (shall[KeyOfDay(hours)].Concat(day).Any(hours.Overlaps))
                errors.Add(row.Line, "start", FileFault.Of(AvailabilityRules.HoursApart));
            day.Add(hours);
        }

        // Hours may begin where others that are changed after them end.
        await db.Database.ExecuteSqlAsync(
            $"SET CONSTRAINTS ex_ta_hours_overlap DEFERRED", cancellationToken);
    }

    protected override Task FollowAsync(
        EngifyDbContext db, IReadOnlyList<ImportRow<HoursRow>> rows, CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlAsync($"SET CONSTRAINTS ex_ta_hours_overlap IMMEDIATE", cancellationToken);

    private static (Guid TaId, DayOfWeek Day) KeyOfDay(TaHours hours) => (hours.TaId, hours.DayOfWeek);

    private static string Time(string column) => $"to_char(make_interval(mins => ta_hours.{column}), 'HH24:MI')";

    private static string Minutes(string column) =>
        $"""(EXTRACT(epoch FROM rows."{column}"::interval) / 60)::integer""";
}

/// <summary>Weekly hours in a file.</summary>
internal sealed record HoursRow(
    string TaEmail, int DayOfWeek, string Start, string End, DateOnly? From = null, DateOnly? To = null)
    : IWeeklyHours
{
    public TaHours HoursOf(Guid id, Guid taId) => new(
        id, taId, (DayOfWeek)DayOfWeek, TimesOfDay.MinutesOf(Start), TimesOfDay.MinutesOf(End), From, To);

    internal sealed class Validator : WeeklyHoursValidator<HoursRow>;
}
