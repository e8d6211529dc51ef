namespace Engify.Features.Availability;

/// <summary>What says when and for how long sessions may be booked; what is null is inherited.</summary>
public interface IBookingRules
{
    int? NoticeMinutes { get; }

    int? HorizonDays { get; }

    int? StepMinutes { get; }

    IReadOnlyList<int>? Durations { get; }

    int? StudentMaxMinutesPerWeek { get; }

    bool? RequiresHours { get; }
}
