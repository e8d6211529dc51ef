using Engify.Features.Bundles;
using Engify.Features.Courses;
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
    EngifyDbContext db, Decisions decisions, Caller caller, TextProtection protection, TimeProvider clock,
    IOptions<InstitutionOptions> options)
    : IRequestHandler<CreateIndividualBookingRequest, BookingResponse>
{
    /// <summary>
    /// A bundle pays if one is named; otherwise the student pays the course's price for a single session.
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
            .Refuse(StudentRules.Exists, unless: "EXISTS (SELECT FROM students WHERE id = @student)")
            .Refuse(StudentRules.IsActive, unless: "EXISTS (SELECT FROM students WHERE id = @student AND is_active)")
            .Refuse(CourseRules.Exists, unless: "EXISTS (SELECT FROM courses WHERE id = @course AND is_active)")
            .Refuse(TermRules.IsOpen, unless: OpenTerms.Have("@start"))
            .Refuse(TaRules.Exists, unless: "EXISTS (SELECT FROM tas WHERE id = @ta AND is_active)")
            .Refuse(TaRules.TeachesCourse,
                unless: "EXISTS (SELECT FROM course_tas WHERE course_id = @course AND ta_id = @ta)")
            .Refuse(BookingRules.TaIsFree, unless: $"NOT {Calendar.TaIsBusy("@ta", "@start", "@end")}")
            .Refuse(BookingRules.StudentIsFree, unless: $"NOT {Calendar.StudentIsBusy("@student", "@start", "@end")}")
            .Refuse(BundleRules.Exists, unless: BundleHas("student_id = @student"))
            .Refuse(BundleRules.CoversSession,
                unless: BundleHas("course_id = @course AND valid_from <= @start AND valid_to >= @end"))
            .Refuse(BundleRules.HasSessionLeft, unless: BundleHas("remaining_sessions > 0"))
            .Refuse(BookingRules.HasPrice, unless: "EXISTS (SELECT FROM price)")
            .Hold("ta", "student")
            .HoldRows(ActiveStudent.Held)
            .HoldRows(Teaching.Held("@course", "@ta"))
            .Then(
                $"""
                done AS (
                    INSERT INTO bookings (
                        id, course_id, ta_id, status, session_type, starts_at, ends_at, blocked_until, price_per_student,
                        capacity, student_count, bundle_purchase_id, location, meeting_url, topic, created_at, updated_at)
                    SELECT @id, @course, @ta, 'BOOKED', 'INDIVIDUAL', @start, @end,
                           @end + make_interval(mins => break_minutes), amount, 1, 1, @bundle, location, meeting_url,
                           @topic, @now, @now
                    FROM verdict, price, tas WHERE refused IS NULL AND tas.id = @ta
                    RETURNING {BookingResponse.Columns}),
                placed AS (
                    INSERT INTO booking_students (booking_id, student_id, joined_at, starts_at, ends_at, is_active)
                    SELECT id, @student, @now, starts_at, ends_at, true FROM done),
                paid AS (
                    UPDATE bundle_purchases SET remaining_sessions = remaining_sessions - 1, updated_at = @now
                    FROM done WHERE bundle_purchases.id = @bundle)
                """);

    /// <summary>Another TA may still do where these refuse.</summary>
    private static readonly Rule[] OfOneTa = [TaRules.Exists, TaRules.TeachesCourse, BookingRules.TaIsFree];

    public async Task<BookingResponse> Handle(
        CreateIndividualBookingRequest request, CancellationToken cancellationToken)
    {
        caller.MustBeStudent(request.StudentId);
        var now = clock.Now();
        var period = Period.From(request.Date, request.DurationMinutes);
        BookingRules.StartsInFuture.Check(period.Start > now);

        var booked = request.TaId is { } taId
            ? await decisions.DecideAsync(Book, Parameters(taId, request, period, now), cancellationToken)
            : await BookAnyTaAsync(request, period, now, cancellationToken);
        return booked with { Topic = request.Topic.TidiedOrNull() };
    }

    /// <summary>Books the best of the TAs who are still free when their turn comes.</summary>
    private async Task<BookingResponse> BookAnyTaAsync(
        CreateIndividualBookingRequest request, Period period, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var week = options.Value.GetZone().IsoWeekOf(period.Start);
        var free = await db.FreeTas(request.CourseId, period, week).ToListAsync(cancellationToken);
        foreach (var taId in free.Append(null)) // without a TA, the decision gets as far as missing one
        {
            var parameters = Parameters(taId, request, period, now);
            var verdict = await decisions.DecideInTurnAsync(Book, parameters, cancellationToken);
            if (verdict.Done is { } booked)
                return booked;
            if (!OfOneTa.Contains(verdict.Refused))
                throw new RuleViolationException(verdict.Refused!);
        }

        throw new RuleViolationException(BookingRules.SomeTaIsFree);
    }

    private static string BundleHas(string fact) => $"@bundle IS NULL OR EXISTS (SELECT FROM bundle WHERE {fact})";

    private NpgsqlParameter[] Parameters(
        Guid? taId, CreateIndividualBookingRequest request, Period period, DateTimeOffset now) =>
    [
        Typed.Uuid("id", Guid.CreateVersion7(now)), Typed.Uuid("student", request.StudentId),
        Typed.Uuid("course", request.CourseId), Typed.Uuid("ta", taId), Typed.Uuid("bundle", request.BundlePurchaseId),
        Typed.Instant("start", period.Start), Typed.Instant("end", period.End), Typed.Instant("now", now),
        Typed.Text("zone", options.Value.TimeZone),
        Typed.Bytea("topic", protection.Protect(request.Topic.TidiedOrNull())?.Ciphertext),
    ];
}
