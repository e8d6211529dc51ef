using System.Data.Common;

namespace Engify.Features.Bookings;

/// <summary>A session that a TA gives: to one student, or to a group.</summary>
/// <param name="Id">Its id.</param>
/// <param name="CourseId">The course that it is for.</param>
/// <param name="TaId">The TA who gives it.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="SessionType">Whether it is for one student or for many.</param>
/// <param name="Date">When it starts.</param>
/// <param name="DurationMinutes">How long it lasts, in minutes.</param>
/// <param name="PricePerStudent">What each student pays; 0 if a bundle paid.</param>
/// <param name="GroupSessionTemplateId">The template of a group session.</param>
/// <param name="BundlePurchaseId">The bundle that paid, if one did.</param>
/// <param name="StudentCount">How many students are in it.</param>
/// <param name="Capacity">How many students it has room for.</param>
/// <param name="Location">Where it is held.</param>
/// <param name="MeetingUrl">Where it is held online; null for callers who may not know.</param>
/// <param name="Topic">What the student wants help with.</param>
/// <param name="CancellationReason">Why it was cancelled, if a reason was given.</param>
/// <param name="CancelledAt">When it was cancelled.</param>
/// <param name="CreatedAt">When it was booked.</param>
/// <param name="UpdatedAt">When it last changed.</param>
public record BookingResponse(
    Guid Id, Guid CourseId, Guid TaId, BookingStatus Status, SessionType SessionType, DateTimeOffset Date,
    int DurationMinutes, decimal PricePerStudent, Guid? GroupSessionTemplateId, Guid? BundlePurchaseId,
    int StudentCount, int Capacity, string? Location, string? MeetingUrl, string? Topic, string? CancellationReason,
    DateTimeOffset? CancelledAt, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    /// <summary>The columns that <see cref="From(DbDataReader)"/> reads, in its order.</summary>
    internal const string Columns =
        "id, course_id, ta_id, status, session_type, starts_at, ends_at, price_per_student, group_session_template_id, "
        + "bundle_purchase_id, student_count, capacity, location, meeting_url, topic, cancelled_at, created_at, "
        + "updated_at";

    private static readonly UpperSnakeConverter<BookingStatus> Statuses = new();
    private static readonly UpperSnakeConverter<SessionType> SessionTypes = new();

    /// <summary>What the student wants help with, of a row that was not revealed yet.</summary>
    internal ProtectedText? ProtectedTopic { get; init; }

    /// <summary>
    /// A row of <see cref="Columns"/>, with its topic still protected and without the reason of its cancellation.
    /// </summary>
    internal static BookingResponse From(DbDataReader row) => new(
        row.GetGuid(0), row.GetGuid(1), row.GetGuid(2), (BookingStatus)Statuses.ConvertFromProvider(row.GetString(3))!,
        (SessionType)SessionTypes.ConvertFromProvider(row.GetString(4))!, row.GetFieldValue<DateTimeOffset>(5),
        (int)(row.GetFieldValue<DateTimeOffset>(6) - row.GetFieldValue<DateTimeOffset>(5)).TotalMinutes,
        row.GetDecimal(7), row.GetFieldValue<Guid?>(8), row.GetFieldValue<Guid?>(9), row.GetInt32(10), row.GetInt32(11),
        row[12] as string, row[13] as string, Topic: null, CancellationReason: null,
        row.GetFieldValue<DateTimeOffset?>(15), row.GetFieldValue<DateTimeOffset>(16),
        row.GetFieldValue<DateTimeOffset>(17))
    {
        ProtectedTopic = row[14] is byte[] topic ? new ProtectedText(topic) : null,
    };

    /// <param name="booking">The session.</param>
    /// <param name="topic">What the student wants help with, revealed.</param>
    /// <param name="cancellationReason">Why it was cancelled, revealed.</param>
    public static BookingResponse From(
        Booking booking, string? topic = null, string? cancellationReason = null) => new(
        booking.Id, booking.CourseId, booking.TaId, booking.Status, booking.SessionType, booking.StartsAt,
        booking.DurationMinutes, booking.PricePerStudent, booking.GroupSessionTemplateId, booking.BundlePurchaseId,
        booking.StudentCount, booking.Capacity, booking.Location, booking.MeetingUrl, topic, cancellationReason,
        booking.CancelledAt, booking.CreatedAt, booking.UpdatedAt);

    internal static BookingResponse Example => new(
        ExampleSchool.BookingId, ExampleSchool.CourseId, ExampleSchool.TaId, BookingStatus.Booked,
        SessionType.Individual, ExampleSchool.Saturday, 60, 30.00m, null, null, 1, 1, "H 820",
        "https://meet.university.example/alex", "Recursion, exercise 4", null, null, ExampleSchool.Now,
        ExampleSchool.Now);

    internal static BookingResponse ExampleOfGroup => new(
        new Guid("019aa0f5-2b80-7e61-a3c2-6d8f4b5e9a21"), ExampleSchool.CourseId, ExampleSchool.TaId,
        BookingStatus.Available, SessionType.Group, ExampleSchool.Tuesday, 90, 15.00m, ExampleSchool.TemplateId, null,
        3, 8, "H 820", null, null, null, null, ExampleSchool.Now, ExampleSchool.Now);
}
