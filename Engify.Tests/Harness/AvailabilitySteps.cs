using Engify.Features.Availability;
using Engify.Features.Tas;

namespace Engify.Tests.Harness;

/// <summary>The steps that tests about hours share.</summary>
public static class AvailabilitySteps
{
    /// <summary>Publishes hours of every day, or of one day of the week.</summary>
    public static async Task AddHoursAsync(
        this School school, Ta ta, TimeSpan start, TimeSpan end, DayOfWeek? onlyOn = null)
    {
        foreach (var day in Enum.GetValues<DayOfWeek>().Where(day => day == (onlyOn ?? day)))
        {
            await school.AddAsync(new TaHours(
                Guid.NewGuid(), ta.Id, day, (int)start.TotalMinutes, (int)end.TotalMinutes, null, null));
        }
    }

    /// <summary>Changes the rules of the institution, or makes those of a course: <c>step_minutes = 60</c>.</summary>
    public static Task SetRulesAsync(this School school, string assignments, Guid? course = null) => school.RunAsync(
        course is null
            ? $"UPDATE booking_rules SET {assignments} WHERE course_id IS NULL"
            : $"""
            INSERT INTO booking_rules (id, course_id) VALUES (gen_random_uuid(), '{course}') ON CONFLICT DO NOTHING;
            UPDATE booking_rules SET {assignments} WHERE course_id = '{course}'
            """);

    /// <summary>Changes what administrators say of a TA: <c>break_minutes = 15</c>.</summary>
    public static Task ChangeAsync(this School school, Ta ta, string assignments) =>
        school.RunAsync($"UPDATE tas SET {assignments} WHERE id = '{ta.Id}'");
}
