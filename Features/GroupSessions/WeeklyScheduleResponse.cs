using Engify.Features.Bookings;

namespace Engify.Features.GroupSessions;

/// <summary>A weekly group session, and what became of its sessions to come.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Template">The weekly group session.</param>
/// <param name="Scheduled">How many sessions were put on the calendar.</param>
/// <param name="Changed">How many sessions that nobody had joined were moved or changed.</param>
/// <param name="Removed">How many sessions that nobody had joined were taken off the calendar.</param>
/// <param name="Conflicts">
/// The sessions that stay as they are, since students have joined them, and those left out, since the TA is busy; by
/// date.
/// </param>
public sealed record WeeklyScheduleResponse(
    Guid Id, GroupSessionTemplateDetailsResponse Template, int Scheduled, int Changed, int Removed,
    IReadOnlyList<ConflictResponse> Conflicts)
{
    internal static WeeklyScheduleResponse Example => new(
        ExampleSchool.TemplateId, GroupSessionTemplateDetailsResponse.Example, 1, 3, 0,
        [new ConflictResponse(BookingResponse.ExampleOfGroup.Id, ExampleSchool.Tuesday, ConflictReason.HasStudents)]);
}
