using Engify.Features.Domain;
using Engify.Features.Persistence;
using Engify.Features.Pipeline;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Engify.Features.Bookings.CreateIndividualBooking;

internal sealed class CreateIndividualBookingHandler(
    EngifyDbContext db, Caller caller, TimeProvider clock, IOptions<InstitutionOptions> institution)
    : IRequestHandler<CreateIndividualBookingRequest, BookingResponse>
{
    public async Task<BookingResponse> Handle(
        CreateIndividualBookingRequest request, CancellationToken cancellationToken)
    {
        caller.MustBeStudent(request.StudentId);
        var now = clock.Now();
        var period = Period.From(request.Date, request.DurationMinutes);
        BookingRules.StartsInFuture.Check(period.Start > now);

        var facts = request.TaId is { } named
            ? await TryHoldAsync(named, request, period, cancellationToken)
            : await ChooseTaAsync(request, period, cancellationToken);
        StudentRules.Exists.Check(facts is not null);
        CourseRules.Exists.Check(facts.CourseExists);
        if (request.TaId is null)
            BookingRules.SomeTaIsFree.Check(facts.TaId is not null);
        TaRules.Exists.Check(facts.TaExists);
        TaRules.TeachesCourse.Check(facts.TaTeachesCourse);
        BookingRules.TaIsFree.Check(!facts.TaIsBusy);
        BookingRules.StudentIsFree.Check(!facts.StudentIsBusy);

        var price = request.BundlePurchaseId is null
            ? PaySingly(facts)
            : await PayFromBundleAsync(facts.Bundle, request.CourseId, period, now, cancellationToken);

        var booking = Booking.Reserve(
            request.StudentId, request.CourseId, facts.TaId!.Value, period, price, request.BundlePurchaseId, now);
        db.Add(booking);
        return BookingResponse.From(booking);
    }

    /// <summary>
    /// Keeps TA and student from being booked by others until we are done, and looks at how things stand: in one round
    /// trip, unless somebody else holds one of them. Then we wait for them, but not in a row: of a crowd that wants one
    /// hour, all but one would come to the front only to be refused. What is seen is as old as the query, the lock a
    /// moment younger; whoever slips in between is the constraints' matter.
    /// </summary>
    private async Task<BookingFacts?> TryHoldAsync(
        Guid taId, CreateIndividualBookingRequest request, Period period, CancellationToken cancellationToken)
    {
        for (var waits = 0; waits < 2; waits++)
        {
            var facts = await LookAsync(taId, request, period, cancellationToken);
            if (facts is not { IsHeld: false, TaIsBusy: false, StudentIsBusy: false })
                return facts;
            await db.WaitForTaAndStudentAsync(taId, request.StudentId, cancellationToken);
        }

        return await HoldAsync(taId, request, period, cancellationToken);
    }

    /// <summary>Has its turn after all who hold or wait for the TA or the student, and sees what they did.</summary>
    private async Task<BookingFacts?> HoldAsync(
        Guid taId, CreateIndividualBookingRequest request, Period period, CancellationToken cancellationToken)
    {
        await db.LockTaAndStudentAsync(taId, request.StudentId, cancellationToken);
        return await LookAsync(taId, request, period, cancellationToken);
    }

    /// <summary>
    /// Holds the best of the TAs who are still free when their turn comes. Only one at a time is held: rolling back to
    /// the savepoint lets go of one who was taken, or two who choose could wait for each other.
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
            if (facts is not { TaIsBusy: true })
                return facts;
            await transaction.RollbackToSavepointAsync(beforeTa, cancellationToken);
        }

        return await LookAsync(null, request, period, cancellationToken);
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

    private Task<BookingFacts?> LookAsync(
        Guid? taId, CreateIndividualBookingRequest request, Period period, CancellationToken cancellationToken) =>
        Facts(
            db, request.StudentId, request.CourseId, taId, request.BundlePurchaseId, period.Start, period.End,
            period.Start - Periods.LongestSession, Locks.Key(taId ?? request.StudentId), Locks.Key(request.StudentId),
            cancellationToken);

    // Compiled: to translate it each time would cost more than all the rest of a booking.
    private static readonly Func<
        EngifyDbContext, Guid, Guid, Guid?, Guid?, DateTimeOffset, DateTimeOffset, DateTimeOffset, long, long,
        CancellationToken, Task<BookingFacts?>> Facts = EF.CompileAsyncQuery(
        (EngifyDbContext db, Guid studentId, Guid courseId, Guid? taId, Guid? bundleId, DateTimeOffset start,
            DateTimeOffset end, DateTimeOffset earliest, long taKey, long studentKey, CancellationToken cancellation) =>
            db.Students
                .Where(student => student.Id == studentId)
                .Select(student => new BookingFacts(
                    Locks.TryHold(taKey) && Locks.TryHold(studentKey),
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
