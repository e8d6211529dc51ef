namespace Engify.Features.Availability;

/// <summary>
/// When and for how long individual sessions may be booked: what the institution says, or what a course says instead.
/// What is null is inherited: by a course from the institution, by the institution from <see cref="BookingTerms"/>.
/// </summary>
public sealed class BookingRuleSet(Guid id, Guid? courseId)
{
    /// <summary>The farthest ahead that a session may start, in days.</summary>
    public const int MaxHorizonDays = 3660;

    /// <summary>The most durations to choose from.</summary>
    public const int MaxDurations = 32;

    public Guid Id { get; private set; } = id;

    /// <summary>The course; null for the institution, whose row is always there.</summary>
    public Guid? CourseId { get; private set; } = courseId;

    /// <summary>How long before its start a session must be booked.</summary>
    public int? NoticeMinutes { get; private set; }

    /// <summary>How far ahead a session may start.</summary>
    public int? HorizonDays { get; private set; }

    /// <summary>Sessions start at multiples of it after midnight, on the clocks of the TA's zone.</summary>
    public int? StepMinutes { get; private set; }

    /// <summary>How long a session may last, in minutes, ascending.</summary>
    public IReadOnlyList<int>? Durations { get; private set; }

    /// <summary>How much a student may book in a week.</summary>
    public int? StudentMaxMinutesPerWeek { get; private set; }

    /// <summary>Whether a TA without hours cannot be booked.</summary>
    public bool? RequiresHours { get; private set; }

    public void Change(IBookingRules rules)
    {
        (NoticeMinutes, HorizonDays, StepMinutes) = (rules.NoticeMinutes, rules.HorizonDays, rules.StepMinutes);
        Durations = rules.Durations is null ? null : [.. rules.Durations.Distinct().Order()];
        (StudentMaxMinutesPerWeek, RequiresHours) = (rules.StudentMaxMinutesPerWeek, rules.RequiresHours);
    }
}
