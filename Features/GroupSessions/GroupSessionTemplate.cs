using Engify.Features.Bookings;
using Engify.Features.Tas;

namespace Engify.Features.GroupSessions;

/// <summary>A weekly group session: its time, TA, capacity and price.</summary>
public sealed class GroupSessionTemplate(
    Guid id, Guid courseId, Guid taId, DayOfWeek dayOfWeek, TimeOnly startTime, TimeOnly endTime,
    string timeZone, int capacity, decimal pricePerStudent)
{
    /// <summary>The most students of one session.</summary>
    public const int MaxCapacity = 1000;

    public Guid Id { get; private set; } = id;

    public Guid CourseId { get; private set; } = courseId;

    public Guid TaId { get; private set; } = taId;

    public DayOfWeek DayOfWeek { get; private set; } = dayOfWeek;

    /// <summary>In <see cref="TimeZone"/>.</summary>
    public TimeOnly StartTime { get; private set; } = startTime;

    /// <summary>
    /// In <see cref="TimeZone"/>, after <see cref="StartTime"/> on the same day; 00:00 is the midnight at the end of
    /// that day.
    /// </summary>
    public TimeOnly EndTime { get; private set; } = endTime;

    /// <summary>An IANA time zone name, such as <c>America/Toronto</c>.</summary>
    public string TimeZone { get; private set; } = timeZone;

    public int Capacity { get; private set; } = capacity;

    public decimal PricePerStudent { get; private set; } = pricePerStudent;

    /// <summary>
    /// An inactive template schedules no further sessions, and nobody can join those already scheduled.
    /// </summary>
    public bool IsActive { get; private set; } = true;

    /// <summary>The term that it is held in.</summary>
    public Guid? TermId { get; private set; }

    /// <summary>There is no session before this date, on the clocks of <see cref="TimeZone"/>.</summary>
    public DateOnly? StartsOn { get; private set; }

    /// <summary>There is no session after this date, on the clocks of <see cref="TimeZone"/>.</summary>
    public DateOnly? EndsOn { get; private set; }

    /// <summary>Where it is held.</summary>
    public string? Location { get; private set; }

    /// <summary>Where it is held online: an https address.</summary>
    public string? MeetingUrl { get; private set; }

    public Ta Ta { get; private set; } = null!;

    /// <summary>What it shall be, from its next session on that nobody has joined.</summary>
    public void Change(GroupSessionTemplateTerms terms, DateOnly? startsOn, DateOnly? endsOn)
    {
        (TaId, DayOfWeek, StartTime, EndTime) =
            (terms.TaId, (DayOfWeek)terms.DayOfWeek, terms.StartTime, terms.EndTime);
        (TimeZone, Capacity, PricePerStudent) =
            (terms.TimeZone, terms.Capacity, terms.PricePerStudent.WithTwoDecimals());
        (TermId, StartsOn, EndsOn, IsActive) = (terms.TermId, startsOn, endsOn, terms.IsActive);
        (Location, MeetingUrl) = (terms.Location.TidiedOrNull(), terms.MeetingUrl.TidiedOrNull());
    }

    /// <summary>How long each session lasts.</summary>
    public TimeSpan Length => EndTime > StartTime ? EndTime - StartTime : TimeSpan.FromDays(1) - StartTime.ToTimeSpan();

    /// <summary>
    /// The sessions that begin after <paramref name="after"/> and no later than <paramref name="until"/>. Each starts
    /// at the template's local time (see <see cref="LocalTime.ToInstant"/>) and lasts as long as the template says,
    /// even when the clocks change that night.
    /// </summary>
    /// <exception cref="TimeZoneNotFoundException">The zone is unknown on this machine.</exception>
    public IEnumerable<Period> Occurrences(DateTimeOffset after, DateTimeOffset until)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(TimeZone);
        var first = TimeZoneInfo.ConvertTime(after, zone).Date;
        first = first.AddDays(((int)DayOfWeek - (int)first.DayOfWeek + 7) % 7);

        for (var day = first; ; day = day.AddDays(7))
        {
            var start = zone.ToInstant(day + StartTime.ToTimeSpan());
            if (start > until || DateOnly.FromDateTime(day) > EndsOn)
                yield break;
            if (start > after && !(DateOnly.FromDateTime(day) < StartsOn))
                yield return new Period(start, start + Length);
        }
    }

    /// <summary>Puts one occurrence on the calendar.</summary>
    /// <exception cref="TimeZoneNotFoundException">The zone is unknown on this machine.</exception>
    public Booking Schedule(Period occurrence, DateTimeOffset now) =>
        Booking.Offer(
            CourseId, TaId, occurrence, PricePerStudent, Capacity, Id, DateOf(occurrence), Location, MeetingUrl, now);

    /// <summary>The date on which a session begins, in the template's time zone.</summary>
    /// <exception cref="TimeZoneNotFoundException">The zone is unknown on this machine.</exception>
    public DateOnly DateOf(Period occurrence) => DateOnly.FromDateTime(
        TimeZoneInfo.ConvertTime(occurrence.Start, TimeZoneInfo.FindSystemTimeZoneById(TimeZone)).Date);
}
