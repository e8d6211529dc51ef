using Engify.Features.Bookings;

namespace Engify.Features.Courses.RemoveCourseTa;

/// <summary>A TA was taken off a course.</summary>
/// <param name="Conflicts">The booked sessions to come of the TA for the course, by date.</param>
public sealed record RemovedCourseTaResponse(IReadOnlyList<ConflictResponse> Conflicts)
{
    internal static RemovedCourseTaResponse Example =>
        new([ConflictResponse.Example with { Reason = ConflictReason.TaDoesNotTeachCourse }]);
}
