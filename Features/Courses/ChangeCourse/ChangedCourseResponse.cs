using System.Text.Json.Serialization;
using Engify.Features.Bookings;
using Engify.Features.Products;

namespace Engify.Features.Courses.ChangeCourse;

/// <summary>A course that was changed.</summary>
public sealed record ChangedCourseResponse : CourseDetailsResponse
{
    public ChangedCourseResponse(CourseDetailsResponse course, IReadOnlyList<ConflictResponse> conflicts)
        : base(course) =>
        Conflicts = conflicts;

    /// <summary>The booked sessions to come of a course that is not offered, by date.</summary>
    [JsonPropertyOrder(2)]
    public IReadOnlyList<ConflictResponse> Conflicts { get; }

    internal static new ChangedCourseResponse Example => new(
        new CourseDetailsResponse(
            CourseResponse.Example with { IsActive = false }, CourseDetailsResponse.Example.Tas,
            CourseDetailsResponse.Example.Products),
        [ConflictResponse.Example]);
}
