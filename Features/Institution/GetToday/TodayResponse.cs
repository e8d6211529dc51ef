using Engify.Features.Courses;
using Engify.Features.Invitations;
using Engify.Features.Tas;

namespace Engify.Features.Institution.GetToday;

/// <summary>What needs the attention of an administrator.</summary>
/// <param name="HasCourses">Whether there is any course; without one, nothing has begun yet.</param>
/// <param name="Sessions">
/// The booked sessions to come that something has happened to, by date: they stay booked until somebody acts.
/// </param>
/// <param name="CoursesWithoutTa">The courses on offer that no active TA teaches, by code.</param>
/// <param name="CoursesWithoutPrice">The courses on offer that sell no single sessions, by code.</param>
/// <param name="TasWithoutHours">The active TAs who have never published hours, by name.</param>
/// <param name="TasWithoutAccount">
/// The active TAs who cannot sign in and whom no invitation waits for, by name.
/// </param>
/// <param name="EndingInvitations">The invitations that end within three days, the first to end first.</param>
public sealed record TodayResponse(
    bool HasCourses, IReadOnlyList<TodaySessionResponse> Sessions, IReadOnlyList<CourseResponse> CoursesWithoutTa,
    IReadOnlyList<CourseResponse> CoursesWithoutPrice, IReadOnlyList<TaDetailsResponse> TasWithoutHours,
    IReadOnlyList<TaDetailsResponse> TasWithoutAccount, IReadOnlyList<InvitationResponse> EndingInvitations)
{
    internal static TodayResponse Example => new(
        true, [TodaySessionResponse.Example], [CourseResponse.Example], [], [], [TaDetailsResponse.Example],
        [InvitationResponse.Example]);
}
