namespace Engify.Features.Availability;

/// <summary>What says when a TA can be booked every week: a request, or a row of a file.</summary>
internal interface IWeeklyHours
{
    int DayOfWeek { get; }

    string Start { get; }

    string End { get; }

    DateOnly? From { get; }

    DateOnly? To { get; }
}
