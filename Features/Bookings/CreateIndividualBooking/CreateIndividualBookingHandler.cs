using System.Diagnostics.CodeAnalysis;
using Engify.Features.Domain;
using Engify.Features.Persistence;
using Engify.Features.Pipeline;
using Engify.Features.Pipeline.Auditing;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Engify.Features.Bookings.CreateIndividualBooking;

internal sealed class CreateIndividualBookingHandler(
    EngifyDbContext db, Caller caller, AuditedStatement statement, TimeProvider clock,
    IOptions<InstitutionOptions> institution)
    : IRequestHandler<CreateIndividualBookingRequest, BookingResponse>
{
    public async Task<BookingResponse> Handle(
        CreateIndividualBookingRequest request, CancellationToken cancellationToken)
    {
        caller.MustBeStudent(request.StudentId);
        var now = clock.Now();
        var period = Period.From(request.Date, request.DurationMinutes);
        BookingRules.StartsInFuture.Check(period.Start > now);

        if (request.TaId is { } ta)
        {
            if (await BookAsync(ta, request, period, now, cancellationToken) is { } booked)
                return BookingResponse.From(booked);
            Check(request, await LookAsync(ta, request, period, hold: false, cancellationToken));
        }

        // All rules hold, so somebody is in the way; or a TA is to be chosen.
        await db.EnsureTransactionAsync(cancellationToken);
        var facts = request.TaId is { } named
            ? await TryHoldAsync(named, request, period, cancellationToken)
            : await ChooseTaAsync(request, period, cancellationToken);
        Check(request, facts);

        var price = request.BundlePurchaseId is null
            ? PaySingly(facts)
            : await PayFromBundleAsync(facts.Bundle, request.CourseId, period, now, cancellationToken);

        var booking = Booking.Reserve(
            request.StudentId, request.CourseId, facts.TaId!.Value, period, price, request.BundlePurchaseId, now);
        db.Add(booking);
        return BookingResponse.From(booking);
    }

    /// <summary>
    /// Books if all the rules hold and nobody else is booking the TA or the student: one round trip. What is seen is as old
    /// as the statement, the locks a moment younger; whoever slips in between is the constraints' matter. That a bundle is
    /// the student's is asked so that PostgreSQL looks for it by its id, and not in the wide index of the student's bundles.
    /// </summary>
    /// <returns>The booking; null where something was in the way.</returns>
    private Task<Booking?> BookAsync(
        Guid taId, CreateIndividualBookingRequest request, Period period, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        var id = Guid.CreateVersion7(now);
        var (start, end, earliest) = (period.Start, period.End, period.Start - Periods.LongestSession);
        return statement.RunAsync<CreateIndividualBookingRequest, Booking>(
            new AuditedObject(AuditedObject.Booking, id),
            entry => db.Bookings.FromStatement(
                $"""
                WITH free AS MATERIALIZED (
                    SELECT FROM courses JOIN course_tas ON course_id = courses.id JOIN tas ON tas.id = ta_id
                    WHERE courses.id = {request.CourseId} AND courses.is_active AND tas.id = {taId} AND tas.is_active
                      AND EXISTS (SELECT FROM students WHERE students.id = {request.StudentId})
                      AND NOT EXISTS (
                          SELECT FROM bookings
                          WHERE bookings.ta_id = {taId} AND status <> 'CANCELLED'
                            AND starts_at < {end} AND ends_at > {start} AND starts_at > {earliest})
                      AND NOT EXISTS (
                          SELECT FROM booking_students
                          WHERE student_id = {request.StudentId} AND booking_students.is_active
                            AND starts_at < {end} AND ends_at > {start} AND starts_at > {earliest})
                      AND pg_try_advisory_xact_lock({Locks.Key(taId)})
                      AND pg_try_advisory_xact_lock({Locks.Key(request.StudentId)})),
                from_bundle AS (
                    UPDATE bundle_purchases SET remaining_sessions = remaining_sessions - 1, updated_at = {now} FROM free
                    WHERE id = {Typed.Uuid(request.BundlePurchaseId)} AND student_id IS NOT DISTINCT FROM {request.StudentId}
                      AND course_id = {request.CourseId} AND valid_from <= {start} AND valid_to >= {end}
                      AND remaining_sessions > 0
                    RETURNING 0::numeric AS price),
                singly AS (
                    SELECT base_price AS price FROM free, products
                    WHERE {Typed.Uuid(request.BundlePurchaseId)} IS NULL AND course_id = {request.CourseId} AND is_active
                      AND product_type = 'INDIVIDUAL_SESSION'),
                booked AS (
                    INSERT INTO bookings (
                        id, course_id, ta_id, status, session_type, starts_at, ends_at, price_per_student, capacity,
                        student_count, bundle_purchase_id, created_at, updated_at)
                    SELECT {id}, {request.CourseId}, {taId}, 'BOOKED', 'INDIVIDUAL', {start}, {end}, price, 1, 1,
                        {Typed.Uuid(request.BundlePurchaseId)}, {now}, {now}
                    FROM (SELECT price FROM from_bundle UNION ALL SELECT price FROM singly) paid
                    RETURNING {Columns.Of<Booking>()}),
                taken AS (
                    INSERT INTO booking_students (booking_id, student_id, joined_at, starts_at, ends_at, is_active)
                    SELECT id, {request.StudentId}, {now}, starts_at, ends_at, true FROM booked),
                audited AS (
                    INSERT INTO audit_entries ({Columns.Of<AuditEntry>()})
                    SELECT {Columns.Of<AuditEntry>()} FROM jsonb_populate_record(NULL::audit_entries, {entry}::jsonb)
                    WHERE EXISTS (SELECT FROM booked))
                SELECT {Columns.Of<Booking>()} FROM booked
                """),
            cancellationToken);
    }

    private static void Check(CreateIndividualBookingRequest request, [NotNull] BookingFacts? facts)
    {
        StudentRules.Exists.Check(facts is not null);
        CourseRules.Exists.Check(facts.CourseExists);
        if (request.TaId is null)
            BookingRules.SomeTaIsFree.Check(facts.TaId is not null);
        TaRules.Exists.Check(facts.TaExists);
        TaRules.TeachesCourse.Check(facts.TaTeachesCourse);
        BookingRules.TaIsFree.Check(!facts.TaIsBusy);
        BookingRules.StudentIsFree.Check(!facts.StudentIsBusy);
    }

    /// <summary>
    /// Waits for whoever holds the TA or the student, keeps both from being booked by others until we are done, and looks at
    /// how things stand. At first we do not wait in a row: of a crowd that wants one hour, all but one would come to the
    /// front only to be refused.
    /// </summary>
    private async Task<BookingFacts?> TryHoldAsync(
        Guid taId, CreateIndividualBookingRequest request, Period period, CancellationToken cancellationToken)
    {
        for (var waits = 0; waits < 2; waits++)
        {
            await db.WaitForTaAndStudentAsync(taId, request.StudentId, cancellationToken);
            var facts = await LookAsync(taId, request, period, hold: true, cancellationToken);
            if (facts is not { IsHeld: false, TaIsBusy: false, StudentIsBusy: false })
                return facts;
        }

        return await HoldAsync(taId, request, period, cancellationToken);
    }

    /// <summary>Has its turn after all who hold or wait for the TA or the student, and sees what they did.</summary>
    private async Task<BookingFacts?> HoldAsync(
        Guid taId, CreateIndividualBookingRequest request, Period period, CancellationToken cancellationToken)
    {
        await db.LockTaAndStudentAsync(taId, request.StudentId, cancellationToken);
        return await LookAsync(taId, request, period, hold: true, cancellationToken);
    }

    /// <summary>
    /// Holds the best of the TAs who are still free when their turn comes. Only one at a time is held: rolling back to
    /// the savepoint lets go of one who was taken or left, or two who choose could wait for each other.
    /// </summary>
    private async Task<BookingFacts?> ChooseTaAsync(
        CreateIndividualBookingRequest request, Period period, CancellationToken cancellationToken)
    {
        const string beforeTa = "before_ta";
        var transaction = db.Database.CurrentTransaction!;
        foreach (var taId in await ListFreeTasAsync(request.CourseId, period, cancellationToken))
        {
            await transaction.CreateSavepointAsync(beforeTa, cancellationToken);
            var facts = await HoldAsync(taId, request, period, cancellationToken);
            if (facts is null or { TaExists: true, TaTeachesCourse: true, TaIsBusy: false })
                return facts;
            await transaction.RollbackToSavepointAsync(beforeTa, cancellationToken);
        }

        return await LookAsync(null, request, period, hold: false, cancellationToken);
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

    /// <param name="hold">Whether to try for the locks: only in a transaction, or others would fail to get them.</param>
    private Task<BookingFacts?> LookAsync(
        Guid? taId, CreateIndividualBookingRequest request, Period period, bool hold, CancellationToken cancellationToken) =>
        Facts(
            db, request.StudentId, request.CourseId, taId, request.BundlePurchaseId, period.Start, period.End,
            period.Start - Periods.LongestSession, hold, Locks.Key(taId ?? request.StudentId),
            Locks.Key(request.StudentId), cancellationToken);

    // Compiled: to translate it each time would cost more than all the rest of a booking.
    private static readonly Func<
        EngifyDbContext, Guid, Guid, Guid?, Guid?, DateTimeOffset, DateTimeOffset, DateTimeOffset, bool, long, long,
        CancellationToken, Task<BookingFacts?>> Facts = EF.CompileAsyncQuery(
        (EngifyDbContext db, Guid studentId, Guid courseId, Guid? taId, Guid? bundleId, DateTimeOffset start,
            DateTimeOffset end, DateTimeOffset earliest, bool hold, long taKey, long studentKey,
            CancellationToken cancellation) =>
            db.Students
                .Where(student => student.Id == studentId)
                .Select(student => new BookingFacts(
                    hold && Locks.TryHold(taKey) && Locks.TryHold(studentKey),
                    db.Courses.Any(course => course.Id == courseId && course.IsActive),
                    taId,
                    db.Tas.Any(ta => ta.Id == taId && ta.IsActive),
                    db.CourseTas.Any(teaching => teaching.CourseId == courseId && teaching.TaId == taId),
                    db.Bookings.Any(booking => booking.TaId == taId && booking.Status != BookingStatus.Cancelled
                        && booking.StartsAt < end && booking.EndsAt > start && booking.StartsAt > earliest),
                    db.BookingStudents.Any(place => place.StudentId == studentId && place.IsActive
                        && place.StartsAt < end && place.EndsAt > start && place.StartsAt > earliest),
                    db.Products
                        .Where(product => product.CourseId == courseId && product.IsActive
                            && product.ProductType == ProductType.IndividualSession)
                        .Select(product => (decimal?)product.BasePrice).FirstOrDefault(),
                    db.BundlePurchases.FirstOrDefault(bundle => bundle.Id == bundleId && bundle.StudentId == studentId)))
                .SingleOrDefault());

    private static decimal PaySingly(BookingFacts facts)
    {
        BookingRules.HasPrice.Check(facts.Price is not null);
        return facts.Price.Value;
    }

    private async Task<decimal> PayFromBundleAsync(
        BundlePurchase? bundle, Guid courseId, Period period, DateTimeOffset now, CancellationToken cancellationToken)
    {
        BundleRules.Exists.Check(bundle is not null);
        bundle.CheckPaysFor(courseId, period);

        var taken = await db.BundlePurchases
            .Where(purchase => purchase.Id == bundle.Id && purchase.RemainingSessions > 0)
            .ExecuteUpdateAsync(
                set => set
                    .SetProperty(purchase => purchase.RemainingSessions, purchase => purchase.RemainingSessions - 1)
                    .SetProperty(purchase => purchase.UpdatedAt, now),
                cancellationToken);
        BundleRules.HasSessionLeft.Check(taken == 1);
        return 0;
    }
}
