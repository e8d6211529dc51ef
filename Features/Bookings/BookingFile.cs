using Engify.Features.Files;

namespace Engify.Features.Bookings;

/// <summary>Sessions, with those who are in them; for export only.</summary>
internal sealed class BookingFile() : FileKind(All)
{
    private static readonly IReadOnlyList<FileColumn> All = FileColumn.Of(typeof(BookingRow));

    public override string Name => "bookings";

    protected override string Select =>
        """
        bookings.id, courses.code AS course_code, tas.email AS ta_email, bookings.status, bookings.session_type,
        bookings.starts_at AS date,
        (EXTRACT(epoch FROM bookings.ends_at - bookings.starts_at) / 60)::integer AS duration_minutes,
        bookings.price_per_student, bookings.group_session_template_id, bookings.bundle_purchase_id,
        bookings.student_count, bookings.capacity,
        (
            SELECT string_agg(email, ' ' ORDER BY email)
            FROM (
                -- One by one: a join would be planned as if there were many in each session.
                SELECT (SELECT email FROM students WHERE id = booking_students.student_id) AS email
                FROM booking_students WHERE booking_id = bookings.id
            ) AS student
        ) AS student_emails,
        bookings.cancelled_at, bookings.created_at, bookings.updated_at
        """;

    protected override string From =>
        "bookings JOIN courses ON courses.id = bookings.course_id JOIN tas ON tas.id = bookings.ta_id";

    protected override string Order => "bookings.starts_at, bookings.id";

    protected override string Instant => "bookings.starts_at";
}

/// <summary>A session in a file. Its reason of cancellation, which is kept encrypted, stays out.</summary>
internal sealed record BookingRow(
    Guid Id, string CourseCode, string TaEmail, BookingStatus Status, SessionType SessionType, DateTimeOffset Date,
    int DurationMinutes, decimal PricePerStudent, Guid? GroupSessionTemplateId, Guid? BundlePurchaseId,
    int StudentCount, int Capacity, string? StudentEmails, DateTimeOffset? CancelledAt, DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt);
