using Engify.Features.Tas;

namespace Engify.Features.GroupSessions;

/// <summary>A weekly group session.</summary>
/// <param name="Id">Its id.</param>
/// <param name="CourseId">The course that it is for.</param>
/// <param name="TaId">The TA who gives it.</param>
/// <param name="DayOfWeek">On which day: 0 is Sunday, 6 is Saturday.</param>
/// <param name="StartTime">When it starts, in its time zone.</param>
/// <param name="EndTime">When it ends, in its time zone.</param>
/// <param name="TimeZone">An IANA time zone name.</param>
/// <param name="Capacity">How many students each session has room for.</param>
/// <param name="PricePerStudent">What each student pays for a session.</param>
/// <param name="IsActive">Whether it goes on.</param>
/// <param name="Ta">The TA who gives it.</param>
public record GroupSessionTemplateResponse(
    Guid Id, Guid CourseId, Guid TaId, int DayOfWeek, TimeOnly StartTime, TimeOnly EndTime, string TimeZone,
    int Capacity, decimal PricePerStudent, bool IsActive, TaResponse Ta)
{
    public static GroupSessionTemplateResponse From(GroupSessionTemplate template, Ta ta, bool withGpa) => new(
        template.Id, template.CourseId, template.TaId, (int)template.DayOfWeek, template.StartTime, template.EndTime,
        template.TimeZone, template.Capacity, template.PricePerStudent, template.IsActive,
        TaResponse.From(ta, withGpa));

    internal static GroupSessionTemplateResponse Example => new(
        ExampleSchool.TemplateId, ExampleSchool.CourseId, ExampleSchool.TaId, 2, new TimeOnly(18, 0),
        new TimeOnly(19, 30), "America/Toronto", 8, 15.00m, true, TaResponse.Example);
}
