using System.Text.Json.Serialization;
using Engify.Features.Bookings;
using Engify.Features.GroupSessions;

namespace Engify.Features.Courses.GetSupportOptions;

/// <summary>A weekly group session with its upcoming dates.</summary>
public sealed record UpcomingGroupSessionResponse : GroupSessionTemplateResponse
{
    public UpcomingGroupSessionResponse(GroupSessionTemplateResponse template, IReadOnlyList<BookingResponse> bookings)
        : base(template) =>
        Bookings = bookings;

    /// <summary>The sessions that have not begun and are not cancelled, by date.</summary>
    [JsonPropertyOrder(1)]
    public IReadOnlyList<BookingResponse> Bookings { get; }

    internal static new UpcomingGroupSessionResponse Example =>
        new(GroupSessionTemplateResponse.Example, [BookingResponse.ExampleOfGroup]);
}
