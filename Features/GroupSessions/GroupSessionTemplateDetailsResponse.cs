using System.Text.Json.Serialization;
using Engify.Features.Tas;

namespace Engify.Features.GroupSessions;

/// <summary>A weekly group session, for administrators and its TA.</summary>
public sealed record GroupSessionTemplateDetailsResponse : GroupSessionTemplateResponse
{
    private GroupSessionTemplateDetailsResponse(GroupSessionTemplateResponse template)
        : base(template)
    {
    }

    /// <summary>The term that it is held in.</summary>
    [JsonPropertyOrder(1)]
    public Guid? TermId { get; private init; }

    /// <summary>No session is before this day.</summary>
    [JsonPropertyOrder(1)]
    public DateOnly? StartsOn { get; private init; }

    /// <summary>No session is after this day.</summary>
    [JsonPropertyOrder(1)]
    public DateOnly? EndsOn { get; private init; }

    /// <summary>Where it is held.</summary>
    [JsonPropertyOrder(1)]
    public string? Location { get; private init; }

    /// <summary>Where it is held online.</summary>
    [JsonPropertyOrder(1)]
    public string? MeetingUrl { get; private init; }

    public static GroupSessionTemplateDetailsResponse From(GroupSessionTemplate template, Ta ta) =>
        new(From(template, ta, withGpa: true))
        {
            TermId = template.TermId,
            StartsOn = template.StartsOn,
            EndsOn = template.EndsOn,
            Location = template.Location,
            MeetingUrl = template.MeetingUrl,
        };

    internal static new GroupSessionTemplateDetailsResponse Example =>
        new(GroupSessionTemplateResponse.Example)
        {
            TermId = ExampleSchool.TermId,
            StartsOn = new DateOnly(2026, 1, 5),
            EndsOn = new DateOnly(2026, 4, 30),
            Location = "H 820",
            MeetingUrl = "https://meet.university.example/comp248",
        };
}
