using System.Text.Json.Serialization;
using Engify.Features.Courses;
using Engify.Features.Students;
using Engify.Features.Tas;

namespace Engify.Features.Bookings;

/// <summary>A session with its course, its TA and, for the TA and administrators only, its students.</summary>
public sealed record BookingDetailsResponse : BookingResponse
{
    internal BookingDetailsResponse(
        BookingResponse booking, CourseResponse course, TaResponse ta, IReadOnlyList<BookedStudentResponse>? students)
        : base(booking) =>
        (Course, Ta, Students) = (course, ta, students);

    /// <summary>The course that it is for.</summary>
    [JsonPropertyOrder(1)]
    public CourseResponse Course { get; }

    /// <summary>The TA who gives it.</summary>
    [JsonPropertyOrder(1)]
    public TaResponse Ta { get; }

    /// <summary>
    /// The students in it (or who were in it, if it is cancelled), by name; null for callers who may not know.
    /// </summary>
    [JsonPropertyOrder(1)]
    public IReadOnlyList<BookedStudentResponse>? Students { get; }

    public static BookingDetailsResponse From(
        Booking booking, string? topic, string? cancellationReason, Course course, TaResponse ta,
        IEnumerable<Student>? students) => new(
        From(booking, topic, cancellationReason), CourseResponse.From(course), ta,
        students is null ? null : [.. students.Select(BookedStudentResponse.From)]);

    internal static new BookingDetailsResponse Example =>
        new(BookingResponse.Example, CourseResponse.Example, TaResponse.Example, students: null);
}
