using Engify.Features.Courses;
using Engify.Features.Tas;

namespace Engify.Features.Bookings;

/// <summary>A session that a TA gives: to one student, or to a group from a template.</summary>
public sealed class Booking
{
    /// <summary>The shortest individual session, in minutes.</summary>
    public const int MinDurationMinutes = 15;

    /// <summary>The longest individual session, in minutes.</summary>
    public const int MaxDurationMinutes = 480;

    /// <summary>The longest reason for a cancellation, in characters.</summary>
    public const int MaxCancellationReasonLength = 1000;

    /// <summary>The longest topic, in characters.</summary>
    public const int MaxTopicLength = 1000;

    /// <summary>No session starts at or after this instant; it keeps arithmetic on instants within bounds.</summary>
    public static readonly DateTimeOffset EndOfTime = new(9000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly List<BookingStudent> students = [];

    private Booking()
    {
    }

    public Guid Id { get; private set; }

    public Guid CourseId { get; private set; }

    public Guid TaId { get; private set; }

    public BookingStatus Status { get; private set; }

    public SessionType SessionType { get; private set; }

    public DateTimeOffset StartsAt { get; private set; }

    public DateTimeOffset EndsAt { get; private set; }

    /// <summary>
    /// When the TA's break after it is over: no other session of the TA begins before. The database works it out from
    /// the TA's break if it is not given, and moves it with the end.
    /// </summary>
    public DateTimeOffset BlockedUntil { get; private set; }

    /// <summary>What each student pays, fixed when it was booked; 0 if a bundle paid.</summary>
    public decimal PricePerStudent { get; private set; }

    public int Capacity { get; private set; }

    /// <summary>How many students are in it: the number of its active <see cref="Students"/>.</summary>
    public int StudentCount { get; private set; }

    public Guid? GroupSessionTemplateId { get; private set; }

    /// <summary>
    /// The date of its template that a group session stands for, in the template's time zone when it was scheduled. The
    /// database works it out if it is not given.
    /// </summary>
    public DateOnly? LocalDate { get; private set; }

    public Guid? BundlePurchaseId { get; private set; }

    /// <summary>Where it is held.</summary>
    public string? Location { get; private set; }

    /// <summary>Where it is held online: an https address.</summary>
    public string? MeetingUrl { get; private set; }

    /// <summary>What the student wants help with.</summary>
    public ProtectedText? Topic { get; private set; }

    /// <summary>Whether an administrator booked it past the rules of the calendar; the audit log says why.</summary>
    public bool IsOverride { get; private set; }

    public DateTimeOffset? CancelledAt { get; private set; }

    /// <summary>Who cancelled it: a role and an id.</summary>
    public string? CancelledBy { get; private set; }

    public ProtectedText? CancellationReason { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset UpdatedAt { get; private set; }

    public Course Course { get; private set; } = null!;

    public Ta Ta { get; private set; } = null!;

    public IReadOnlyList<BookingStudent> Students => students;

    public int DurationMinutes => (int)(EndsAt - StartsAt).TotalMinutes;

    /// <summary>Books an individual session.</summary>
    /// <param name="price">What the student pays; 0 where a bundle pays.</param>
    /// <param name="bundlePurchaseId">The bundle that pays, if one does.</param>
    public static Booking Reserve(
        Guid studentId, Guid courseId, Guid taId, Period period, decimal price, Guid? bundlePurchaseId,
        DateTimeOffset now)
    {
        var booking = new Booking
        {
            Id = Guid.CreateVersion7(now),
            CourseId = courseId,
            TaId = taId,
            Status = BookingStatus.Booked,
            SessionType = SessionType.Individual,
            StartsAt = period.Start,
            EndsAt = period.End,
            PricePerStudent = price,
            Capacity = 1,
            StudentCount = 1,
            BundlePurchaseId = bundlePurchaseId,
            CreatedAt = now,
            UpdatedAt = now,
        };
        booking.students.Add(BookingStudent.In(booking, studentId, now));
        return booking;
    }

    /// <summary>Puts a group session on the calendar, with all its seats free.</summary>
    /// <param name="price">What each student pays.</param>
    /// <param name="templateId">The template that it comes from.</param>
    /// <param name="localDate">Which of the template's dates it stands for.</param>
    /// <param name="location">Where it is held.</param>
    /// <param name="meetingUrl">Where it is held online.</param>
    public static Booking Offer(
        Guid courseId, Guid taId, Period period, decimal price, int capacity, Guid templateId, DateOnly localDate,
        string? location, string? meetingUrl, DateTimeOffset now) => new()
        {
            Id = Guid.CreateVersion7(now),
            CourseId = courseId,
            TaId = taId,
            Status = BookingStatus.Available,
            SessionType = SessionType.Group,
            StartsAt = period.Start,
            EndsAt = period.End,
            PricePerStudent = price,
            Capacity = capacity,
            GroupSessionTemplateId = templateId,
            LocalDate = localDate,
            Location = location,
            MeetingUrl = meetingUrl,
            CreatedAt = now,
            UpdatedAt = now,
        };

    /// <summary>The place of a student who has taken a seat.</summary>
    public BookingStudent Admit(Guid studentId, DateTimeOffset now) => BookingStudent.In(this, studentId, now);

    /// <summary>Says where it is held.</summary>
    public void Meet(string? location, string? meetingUrl, DateTimeOffset now) =>
        (Location, MeetingUrl, UpdatedAt) = (location, meetingUrl, now);

    /// <summary>Cancels the session and releases all its students.</summary>
    /// <param name="by">Who cancels.</param>
    /// <param name="reason">For people; may be absent.</param>
    /// <param name="now">The current instant.</param>
    public void Cancel(string by, ProtectedText? reason, DateTimeOffset now)
    {
        Status = BookingStatus.Cancelled;
        CancelledAt = now;
        CancelledBy = by;
        CancellationReason = reason;
        StudentCount = 0;
        UpdatedAt = now;
        foreach (var student in students)
            student.Release();
    }
}
