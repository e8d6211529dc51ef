using Engify.Features.Bookings;

namespace Engify.Features.GroupSessions;

/// <summary>What became of the sessions to come when their template changed.</summary>
/// <param name="Scheduled">How many were put on the calendar.</param>
/// <param name="Changed">How many were moved or changed.</param>
/// <param name="Removed">How many were taken off the calendar.</param>
/// <param name="Conflicts">Those that stay as they are, and those left out because the TA is busy; by date.</param>
internal sealed record AdaptedSessions(
    int Scheduled, int Changed, int Removed, IReadOnlyList<ConflictResponse> Conflicts);
