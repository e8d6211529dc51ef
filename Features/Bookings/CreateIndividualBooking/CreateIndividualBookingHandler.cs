using Engify.Features.Bundles;
using Engify.Features.Courses;
using Engify.Features.Institution;
using Engify.Features.Students;
using Engify.Features.Tas;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Engify.Features.Bookings.CreateIndividualBooking;

internal sealed class CreateIndividualBookingHandler(
    EngifyDbContext db, Decisions decisions, Caller caller, TimeProvider clock, IOptions<InstitutionOptions> institution)
    : IRequestHandler<CreateIndividualBookingRequest, BookingResponse>
{
    /// <summary>A bundle pays where one is named; otherwise the course's price for a single session is due.</summary>
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
            .Refuse(CourseRules.Exists, unless: "EXISTS (SELECT FROM courses WHERE id = @course AND is_active)")
            .Refuse(TaRules.Exists, unless: "EXISTS (SELECT FROM tas WHERE id = @ta AND is_active)")
            .Refuse(
                TaRules.TeachesCourse,
                unless: "EXISTS (SELECT FROM course_tas WHERE course_id = @course AND ta_id = @ta)")
            .Refuse(BookingRules.TaIsFree, unless: $"NOT {Calendar.TaIsBusy("@ta", "@start", "@end")}")
            .Refuse(BookingRules.StudentIsFree, unless: $"NOT {Calendar.StudentIsBusy("@student", "@start", "@end")}")
            .Refuse(
                BundleRules.Exists,
                unless: "@bundle IS NULL OR EXISTS (SELECT FROM bundle WHERE student_id = @student)")
            .Refuse(
                BundleRules.CoversSession,
                unless: """
                @bundle IS NULL OR EXISTS (
                        SELECT FROM bundle WHERE course_id = @course AND valid_from <= @start AND valid_to >= @end)
                """)
            .Refuse(
                BundleRules.HasSessionLeft,
                unless: "@bundle IS NULL OR EXISTS (SELECT FROM bundle WHERE remaining_sessions > 0)")
            .Refuse(BookingRules.HasPrice, unless: "EXISTS (SELECT FROM price)")
            .Hold("ta", "student")
            .Then(
                $"""
                done AS (
                    INSERT INTO bookings (
                        id, course_id, ta_id, status, session_type, starts_at, ends_at, price_per_student, capacity,
                        student_count, bundle_purchase_id, created_at, updated_at)
                    SELECT @id, @course, @ta, 'BOOKED', 'INDIVIDUAL', @start, @end, amount, 1, 1, @bundle, @now, @now
                    FROM verdict, price WHERE refused IS NULL
                    RETURNING {BookingResponse.Columns}),
                placed AS (
                    INSERT INTO booking_students (booking_id, student_id, joined_at, starts_at, ends_at, is_active)
                    SELECT id, @student, @now, starts_at, ends_at, true FROM done),
                paid AS (
                    UPDATE bundle_purchases SET remaining_sessions = remaining_sessions - 1, updated_at = @now
                    FROM done WHERE bundle_purchases.id = @bundle)
                """);

    public async Task<BookingResponse> Handle(
        CreateIndividualBookingRequest request, CancellationToken cancellationToken)
    {
        caller.MustBeStudent(request.StudentId);
        var now = clock.Now();
        var period = Period.From(request.Date, request.DurationMinutes);
        BookingRules.StartsInFuture.Check(period.Start > now);

        return request.TaId is { } taId
            ? await decisions.DecideAsync(Book, Parameters(taId, request, period, now), cancellationToken)
            : await BookAnyTaAsync(request, period, now, cancellationToken);
    }

    /// <summary>
    /// Books the best of the TAs who are still free when their turn comes. Only one at a time is held: rolling back to the
    /// savepoint lets go of one who was taken or left, or two who choose could wait for each other.
    /// </summary>
    private async Task<BookingResponse> BookAnyTaAsync(
        CreateIndividualBookingRequest request, Period period, DateTimeOffset now, CancellationToken cancellationToken)
    {
        const string beforeTa = "before_ta";
        var transaction = db.Database.CurrentTransaction!;
        foreach (var taId in await ListFreeTasAsync(request.CourseId, period, cancellationToken))
        {
            await transaction.CreateSavepointAsync(beforeTa, cancellationToken);
            var verdict = await decisions.DecideInTurnAsync(
                Book, Parameters(taId, request, period, now), cancellationToken);
            if (verdict.Refused is not { } refused)
                return verdict.Done!;
            if (refused != BookingRules.TaIsFree && refused != TaRules.Exists && refused != TaRules.TeachesCourse)
                throw new RuleViolationException(refused);
            await transaction.RollbackToSavepointAsync(beforeTa, cancellationToken);
        }

        // Without a TA, the decision gets as far as missing one.
        var none = await decisions.TryAsync(Book, Parameters(null, request, period, now), cancellationToken);
        throw new RuleViolationException(
            none.Refused == TaRules.Exists ? BookingRules.SomeTaIsFree : none.Refused!);
    }

    /// <summary>Fewest booked minutes in the week of the session first, then whoever was booked longest ago.</summary>
    private Task<List<Guid>> ListFreeTasAsync(Guid courseId, Period period, CancellationToken cancellationToken)
    {
        var week = institution.Value.GetZone().IsoWeekOf(period.Start);
        var (weekStart, weekEnd) = (week.Start, week.End);
        var overlapping = db.Bookings.Overlapping(period);
        return db.CourseTas
            .Where(teaching => teaching.CourseId == courseId && teaching.Ta.IsActive)
            .Select(teaching => teaching.TaId)
            .Where(taId => !overlapping.Any(booking => booking.TaId == taId))
            .Select(taId => new
            {
                TaId = taId,
                BookedMinutes = db.Bookings
                    .Where(booking => booking.TaId == taId && booking.Status != BookingStatus.Cancelled
                        && booking.StartsAt >= weekStart && booking.StartsAt < weekEnd)
                    .Sum(booking => (booking.EndsAt - booking.StartsAt).TotalMinutes),
                LastBookedAt = db.Bookings
                    .Where(booking => booking.TaId == taId && booking.Status != BookingStatus.Cancelled)
                    .Max(booking => (DateTimeOffset?)booking.CreatedAt) ?? DateTimeOffset.UnixEpoch,
            })
            .OrderBy(ta => ta.BookedMinutes).ThenBy(ta => ta.LastBookedAt).ThenBy(ta => ta.TaId)
            .Select(ta => ta.TaId)
            .ToListAsync(cancellationToken);
    }

    private static NpgsqlParameter[] Parameters(
        Guid? taId, CreateIndividualBookingRequest request, Period period, DateTimeOffset now) =>
    [
        Typed.Uuid("id", Guid.CreateVersion7(now)), Typed.Uuid("student", request.StudentId),
        Typed.Uuid("course", request.CourseId), Typed.Uuid("ta", taId), Typed.Uuid("bundle", request.BundlePurchaseId),
        Typed.Instant("start", period.Start), Typed.Instant("end", period.End), Typed.Instant("now", now),
    ];
}
