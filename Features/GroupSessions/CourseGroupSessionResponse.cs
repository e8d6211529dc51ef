using Engify.Features.Bookings;

namespace Engify.Features.GroupSessions;

/// <summary>A weekly group session with its upcoming dates.</summary>
/// <param name="Template">When it is, with whom and at what price.</param>
/// <param name="Bookings">The sessions that have not begun and are not cancelled, by date.</param>
public sealed record CourseGroupSessionResponse(
    GroupSessionTemplateResponse Template, IReadOnlyList<BookingResponse> Bookings)
{
    internal static CourseGroupSessionResponse Example =>
        new(GroupSessionTemplateResponse.Example, [BookingResponse.ExampleOfGroup]);
}
