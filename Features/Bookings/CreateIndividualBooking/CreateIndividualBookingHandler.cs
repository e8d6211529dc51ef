using Engify.Features.Availability;
using Engify.Features.Bundles;
using Engify.Features.Courses;
using Engify.Features.GroupSessions;
using Engify.Features.Institution;
using Engify.Features.Students;
using Engify.Features.Tas;
using Engify.Features.Terms;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Engify.Features.Bookings.CreateIndividualBooking;

internal sealed class CreateIndividualBookingHandler(
    EngifyDbContext db, Calendars calendars, Decisions decisions, Caller caller, TextProtection protection,
    TimeProvider clock, IOptions<InstitutionOptions> options)
    : IRequestHandler<CreateIndividualBookingRequest, BookingResponse>
{
    /// <summary>
    /// A bundle pays if one is named; otherwise the student pays the course's price for a single session. Of the rules
    /// of the calendar, <c>@calendar</c> names the first that stands in the way.
    /// </summary>
    internal static readonly Decision<BookingResponse> Book =
        new Decision<BookingResponse>(BookingResponse.Columns, BookingResponse.From)
            .Read("bundle", "SELECT * FROM bundle_purchases WHERE id = @bundle")
            .Read(
                "price",
                """
                SELECT 0 AS amount WHERE @bundle IS NOT NULL
                    UNION ALL
                    SELECT base_price FROM products
                    WHERE @bundle IS NULL AND course_id = @course AND product_type = 'INDIVIDUAL_SESSION' AND is_active
                """)
            .Read(
                "ta",
                """
                SELECT id, break_minutes, location, meeting_url, max_minutes_per_day, max_minutes_per_week,
                        coalesce(time_zone, @zone) AS zone, xmin AS version
                    FROM tas WHERE id = @ta AND is_active
                """)
            .Refuse(TermRules.IsOpen, unless: CalendarAllows(TermRules.IsOpen))
            .Refuse(SlotRules.IsEarlyEnough, unless: CalendarAllows(SlotRules.IsEarlyEnough))
            .Refuse(SlotRules.IsWithinHorizon, unless: CalendarAllows(SlotRules.IsWithinHorizon))
            .Refuse(SlotRules.DurationIsOffered, unless: CalendarAllows(SlotRules.DurationIsOffered))
            .Refuse(SlotRules.StartIsOffered, unless: CalendarAllows(SlotRules.StartIsOffered))
            .Refuse(StudentRules.Exists, unless: "EXISTS (SELECT FROM students WHERE id = @student)")
            .Refuse(StudentRules.IsActive, unless: "EXISTS (SELECT FROM students WHERE id = @student AND is_active)")
            .Refuse(CourseRules.Exists, unless: "EXISTS (SELECT FROM courses WHERE id = @course AND is_active)")
            .Refuse(TaRules.Exists, unless: "EXISTS (SELECT FROM ta)")
            .Refuse(TaRules.TeachesCourse,
                unless: "EXISTS (SELECT FROM course_tas WHERE course_id = @course AND ta_id = @ta)")
            // Whoever closes days or is away lists the bookings that are affected. What is remembered may be older than
            // that, so these two are read again.
            .Refuse(
                SlotRules.IsNotClosed,
                unless: $"""
                {CalendarAllows(SlotRules.IsNotClosed)} AND (@is_override OR NOT EXISTS (
                            SELECT FROM closures
                            WHERE starts_on <= ((@end::timestamptz - interval '1 microsecond') AT TIME ZONE @zone)::date
                                AND ends_on >= (@start::timestamptz AT TIME ZONE @zone)::date))
                """)
            .Refuse(
                SlotRules.IsWithinHours,
                unless: $"""
                {CalendarAllows(SlotRules.IsWithinHours)} AND (@is_override OR NOT EXISTS (
                            SELECT FROM ta_absences WHERE ta_id = @ta AND starts_at < @end AND ends_at > @start))
                """)
            .Refuse(
                BookingRules.TaIsFree,
                unless: $"""
                NOT {Calendar.TaIsBusy(
                    "@ta", "@start", "@end + (SELECT make_interval(mins => break_minutes) FROM ta)")}
                    AND NOT EXISTS (
                    {PlannedSessions.Missing})
                """)
            .Refuse(
                SlotRules.TaHasTimeLeft, unless: $"@is_override OR {Limits.TaHasTimeLeft("ta", "@start", "@end")}")
            .Refuse(BookingRules.StudentIsFree, unless: $"NOT {Calendar.StudentIsBusy("@student", "@start", "@end")}")
            .Refuse(
                SlotRules.StudentHasTimeLeft,
                unless: $"@is_override OR {Limits.StudentHasTimeLeft("@course", "@start", "@end")}")
            .Refuse(BundleRules.Exists, unless: BundleHas("student_id = @student"))
            .Refuse(BundleRules.CoversSession,
                unless: BundleHas("course_id = @course AND valid_from <= @start AND valid_to >= @end"))
            .Refuse(BundleRules.HasSessionLeft, unless: BundleHas("remaining_sessions > 0"))
            .Refuse(BookingRules.HasPrice, unless: "EXISTS (SELECT FROM price)")
            .Hold("ta", "student")
            .HoldRows(ActiveStudent.Held)
            .HoldRows(Teaching.Held("@course", "@ta"), Teaching.Held("@course", "@ta", "ta"))
            .Then(
                $"""
                done AS (
                    INSERT INTO bookings (
                        id, course_id, ta_id, status, session_type, starts_at, ends_at, blocked_until,
                        price_per_student, capacity, student_count, bundle_purchase_id, location, meeting_url, topic,
                        is_override, created_at, updated_at)
                    SELECT @id, @course, @ta, 'BOOKED', 'INDIVIDUAL', @start, @end,
                           @end + make_interval(mins => break_minutes), amount, 1, 1, @bundle, location, meeting_url,
                           @topic, @is_override, @now, @now
                    FROM verdict, price, ta WHERE refused IS NULL
                    RETURNING {BookingResponse.Columns}),
                placed AS (
                    INSERT INTO booking_students (booking_id, student_id, joined_at, starts_at, ends_at, is_active)
                    SELECT id, @student, @now, starts_at, ends_at, true FROM done),
                paid AS (
                    UPDATE bundle_purchases SET remaining_sessions = remaining_sessions - 1, updated_at = @now
                    FROM done WHERE bundle_purchases.id = @bundle)
                """);

    /// <summary>Another TA may still do where these refuse.</summary>
    private static readonly Rule[] OfOneTa =
    [
        TaRules.Exists, TaRules.TeachesCourse, SlotRules.IsWithinHours, BookingRules.TaIsFree, SlotRules.TaHasTimeLeft,
    ];

    public async Task<BookingResponse> Handle(
        CreateIndividualBookingRequest request, CancellationToken cancellationToken)
    {
        caller.MustBeStudent(request.StudentId);
        AccessRules.Allowed.Check(!request.Override || caller.IsAdmin);
        var now = clock.Now();
        var period = Period.From(request.Date, request.DurationMinutes);
        BookingRules.StartsInFuture.Check(period.Start > now);

        var calendar = await calendars.OfBookingAsync(request.CourseId, request.TaId, cancellationToken);
        var booked = request.TaId is { } taId
            ? await decisions.DecideAsync(Book, Parameters(taId, request, period, calendar, now), cancellationToken)
            : await BookAnyTaAsync(request, period, calendar, now, cancellationToken);
        return booked with { Topic = request.Topic.TidiedOrNull() };
    }

    /// <summary>Books the best of the TAs who can and are still free when their turn comes.</summary>
    private async Task<BookingResponse> BookAnyTaAsync(
        CreateIndividualBookingRequest request, Period period, CourseCalendar calendar, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        var week = options.Value.GetZone().IsoWeekOf(period.Start);
        var able = calendar.Tas
            .Where(ta => request.Override || calendar.RefusalOf(period, ta, now) is null)
            .Select(ta => ta.TaId).ToList();
        var free = able.Count == 0
            ? []
            : await db.FreeTas(request.CourseId, able, period, week).ToListAsync(cancellationToken);
        foreach (var taId in free.Append(null)) // without a TA, the decision gets as far as missing one
        {
            var parameters = Parameters(taId, request, period, calendar, now);
            var verdict = await decisions.DecideInTurnAsync(Book, parameters, cancellationToken);
            if (verdict.Done is { } booked)
                return booked;
            if (!OfOneTa.Contains(verdict.Refused))
                throw new RuleViolationException(verdict.Refused!);
        }

        SlotRules.IsNotClosed.Check(request.Override || calendar.RefusalOfAll(period, now) != SlotRules.IsNotClosed);
        throw new RuleViolationException(BookingRules.SomeTaIsFree);
    }

    private static string CalendarAllows(Rule rule) => $"@calendar IS DISTINCT FROM '{rule.Code}'";

    private static string BundleHas(string fact) => $"@bundle IS NULL OR EXISTS (SELECT FROM bundle WHERE {fact})";

    private NpgsqlParameter[] Parameters(
        Guid? taId, CreateIndividualBookingRequest request, Period period, CourseCalendar calendar, DateTimeOffset now)
    {
        var ta = calendar.Tas.SingleOrDefault(ta => ta.TaId == taId);
        // A TA who is not in the calendar cannot be booked; the decision says why, or that it happened just now.
        var refusal = request.Override
            ? null
            : ta is null
                ? calendar.RefusalOfAll(period, now) ?? SlotRules.IsWithinHours
                : calendar.RefusalOf(period, ta, now);
        var planned = ta is null || request.Override ? [] : ta.Weekly.Select(template => (template, ta.Break));
        return
        [
            Typed.Uuid("id", Guid.CreateVersion7(now)), Typed.Uuid("student", request.StudentId),
            Typed.Uuid("course", request.CourseId), Typed.Uuid("ta", taId),
            Typed.Uuid("bundle", request.BundlePurchaseId),
            Typed.Instant("start", period.Start), Typed.Instant("end", period.End), Typed.Instant("now", now),
            Typed.Text("zone", options.Value.TimeZone), Typed.Text("calendar", refusal?.Code),
            Typed.Truth("is_override", request.Override),
            Typed.Bytea("topic", protection.Protect(request.Topic.TidiedOrNull())?.Ciphertext),
            .. PlannedSessions.Meeting(
                planned, new Period(period.Start, period.End + (ta?.Break ?? TimeSpan.Zero)), now),
        ];
    }
}
