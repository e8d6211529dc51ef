namespace Engify.Features.Tas;

/// <summary>A teaching assistant.</summary>
public sealed class Ta(
    Guid id, string name, string email, string? degree = null, decimal? gpa = null, string? bio = null)
{
    /// <summary>The longest name, in characters.</summary>
    public const int MaxNameLength = 200;

    /// <summary>The longest degree and the longest place, in characters.</summary>
    public const int MaxLineLength = 200;

    /// <summary>The longest bio, in characters.</summary>
    public const int MaxBioLength = 4000;

    /// <summary>The longest address of a meeting, in characters.</summary>
    public const int MaxMeetingUrlLength = 500;

    /// <summary>The longest break after a session, in minutes.</summary>
    public const int MaxBreakMinutes = 240;

    /// <summary>The top of the grade-point scale.</summary>
    public const decimal MaxGpa = 4.3m;

    public Guid Id { get; private set; } = id;

    public string Name { get; private set; } = name;

    public string Email { get; private set; } = email;

    public string? Degree { get; private set; } = degree;

    /// <summary>Grade-point average, 0 to <see cref="MaxGpa"/>.</summary>
    public decimal? Gpa { get; private set; } = gpa;

    public string? Bio { get; private set; } = bio;

    /// <summary>The TA's IANA time zone; null for that of the institution.</summary>
    public string? TimeZone { get; private set; }

    /// <summary>Where to meet the TA.</summary>
    public string? Location { get; private set; }

    /// <summary>Where to meet the TA online: an https address.</summary>
    public string? MeetingUrl { get; private set; }

    /// <summary>
    /// How long the TA has nothing after a session. Sessions keep the break with which they were booked.
    /// </summary>
    public int BreakMinutes { get; private set; }

    /// <summary>The most that the TA can be booked for on a day of theirs; null for any amount.</summary>
    public int? MaxMinutesPerDay { get; private set; }

    /// <summary>The most that the TA can be booked for in a week of theirs; null for any amount.</summary>
    public int? MaxMinutesPerWeek { get; private set; }

    /// <summary>
    /// Whether the TA has ever published hours, and so cannot be booked outside them, even if there are none now. The
    /// database keeps it.
    /// </summary>
    public bool HasHours { get; private set; }

    /// <summary>Whether the TA is on offer. An inactive TA is not found.</summary>
    public bool IsActive { get; private set; } = true;

    /// <summary>What administrators say of a TA.</summary>
    public void Change(string name, string email, decimal? gpa, string? timeZone, bool isActive) =>
        (Name, Email, Gpa, TimeZone, IsActive) = (name, email, gpa?.WithTwoDecimals(), timeZone, isActive);

    /// <summary>How much may be booked.</summary>
    public void Limit(int? maxMinutesPerDay, int? maxMinutesPerWeek) =>
        (MaxMinutesPerDay, MaxMinutesPerWeek) = (maxMinutesPerDay, maxMinutesPerWeek);

    /// <summary>What TAs may say of themselves.</summary>
    public void Introduce(string? degree, string? bio, string? location, string? meetingUrl, int breakMinutes) =>
        (Degree, Bio, Location, MeetingUrl, BreakMinutes) = (degree, bio, location, meetingUrl, breakMinutes);

    /// <summary>On whose clocks their hours are.</summary>
    public void LiveBy(string timeZone) => TimeZone = timeZone;
}
