namespace Engify.Features.GroupSessions;

/// <summary>What a weekly group session shall be, as an administrator says it.</summary>
/// <param name="TaId">The TA who gives it; one who teaches the course.</param>
/// <param name="DayOfWeek">On which day: 0 is Sunday, 6 is Saturday.</param>
/// <param name="StartTime">When it starts, in its time zone.</param>
/// <param name="EndTime">When it ends, in its time zone; 00:00 is the midnight at the end of that day.</param>
/// <param name="TimeZone">An IANA time zone name.</param>
/// <param name="Capacity">How many students each session has room for, 1 to 1000.</param>
/// <param name="PricePerStudent">What each student pays for a session, in the currency of the institution.</param>
/// <param name="TermId">The term that it is held in.</param>
/// <param name="StartsOn">No session is before this day; the first day of its term unless told.</param>
/// <param name="EndsOn">No session is after this day; the last day of its term unless told.</param>
/// <param name="Location">Where it is held.</param>
/// <param name="MeetingUrl">Where it is held online: an https address.</param>
/// <param name="IsActive">Whether it goes on.</param>
public sealed record GroupSessionTemplateTerms(
    Guid TaId, int DayOfWeek, TimeOnly StartTime, TimeOnly EndTime, string TimeZone, int Capacity,
    decimal PricePerStudent, Guid? TermId = null, DateOnly? StartsOn = null, DateOnly? EndsOn = null,
    string? Location = null, string? MeetingUrl = null, bool IsActive = true)
{
    internal static GroupSessionTemplateTerms Example => new(
        ExampleSchool.TaId, 2, new TimeOnly(18, 0), new TimeOnly(19, 30), "America/Toronto", 8, 15.00m,
        ExampleSchool.TermId, new DateOnly(2026, 1, 5), new DateOnly(2026, 4, 30), "H 820",
        "https://meet.university.example/comp248");
}
