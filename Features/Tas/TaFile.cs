using Engify.Features.Files;

namespace Engify.Features.Tas;

/// <summary>Teaching assistants, by their emails.</summary>
internal sealed class TaFile() : ImportKind<TaRow>(new TaRow.Validator())
{
    public override string Name => "tas";

    protected override string Select =>
        """
        tas.id, tas.name, tas.email, tas.degree, tas.gpa, tas.bio, tas.is_active, tas.time_zone, tas.location,
        tas.meeting_url, tas.break_minutes, tas.max_minutes_per_day, tas.max_minutes_per_week
        """;

    protected override string From => "tas";

    protected override string Table => "tas";

    protected override IReadOnlyList<string> Key => ["email"];

    protected override string KeySql => "email_key(tas.email)";

    protected override string Insert =>
        """
        INSERT INTO tas (
            id, name, email, degree, gpa, bio, is_active, time_zone, location, meeting_url, break_minutes,
            max_minutes_per_day, max_minutes_per_week)
        SELECT
            id, name, email, degree, gpa, bio, is_active, time_zone, location, meeting_url, break_minutes,
            max_minutes_per_day, max_minutes_per_week
        FROM rows
        """;

    protected override string Update =>
        """
        , renamed AS (
            UPDATE accounts SET name = rows.name FROM rows
            WHERE accounts.ta_id = rows.id AND accounts.name <> rows.name
        )
        UPDATE tas SET
            name = rows.name, degree = rows.degree, gpa = rows.gpa, bio = rows.bio, is_active = rows.is_active,
            time_zone = rows.time_zone, location = rows.location, meeting_url = rows.meeting_url,
            break_minutes = rows.break_minutes, max_minutes_per_day = rows.max_minutes_per_day,
            max_minutes_per_week = rows.max_minutes_per_week
        FROM rows WHERE tas.id = rows.id
        """;
}

/// <summary>A teaching assistant in a file.</summary>
internal sealed record TaRow(
    string Name, string Email, string? Degree = null, decimal? Gpa = null, string? Bio = null, bool IsActive = true,
    string? TimeZone = null, string? Location = null, string? MeetingUrl = null,
    int BreakMinutes = 0, int? MaxMinutesPerDay = null, int? MaxMinutesPerWeek = null)
    : ITaDetails
{
    internal sealed class Validator : TaValidator<TaRow>;
}
