namespace Engify.Features.Tas;

/// <summary>What says what a teaching assistant shall be: a request, or a row of a file.</summary>
public interface ITaDetails
{
    string Name { get; }

    string Email { get; }

    string? Degree { get; }

    decimal? Gpa { get; }

    string? Bio { get; }

    string? TimeZone { get; }

    string? Location { get; }

    string? MeetingUrl { get; }

    int BreakMinutes { get; }

    int? MaxMinutesPerDay { get; }

    int? MaxMinutesPerWeek { get; }
}
