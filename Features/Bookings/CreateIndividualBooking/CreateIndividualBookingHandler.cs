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
            ? await HoldAsync(named, request, period, cancellationToken)
            : await ChooseTaAsync(request, period, cancellationToken);
        StudentRules.Exists.Check(facts.StudentExists);
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

    /// <summary>Keeps TA and student from being booked by others until we are done, and looks at how things stand.</summary>
    private async Task<BookingFacts> HoldAsync(
        Guid taId, CreateIndividualBookingRequest request, Period period, CancellationToken cancellationToken)
    {
        await db.LockTaAndStudentAsync(taId, request.StudentId, cancellationToken);
        return await LoadAsync(taId, request, period, cancellationToken);
    }

    /// <summary>
    /// Holds the best of the TAs who are still free when their turn comes. Only one at a time is held: rolling back to
    /// the savepoint lets go of one who was taken, or two who choose could wait for each other.
    /// </summary>
    private async Task<BookingFacts> ChooseTaAsync(
        CreateIndividualBookingRequest request, Period period, CancellationToken cancellationToken)
    {
        const string beforeTa = "before_ta";
        var transaction = db.Database.CurrentTransaction!;
        foreach (var taId in await ListFreeTasAsync(request.CourseId, period, cancellationToken))
        {
            await transaction.CreateSavepointAsync(beforeTa, cancellationToken);
            var facts = await HoldAsync(taId, request, period, cancellationToken);
            if (!facts.TaIsBusy)
                return facts;
            await transaction.RollbackToSavepointAsync(beforeTa, cancellationToken);
        }

        return await LoadAsync(null, request, period, cancellationToken);
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

    private Task<BookingFacts> LoadAsync(
        Guid? taId, CreateIndividualBookingRequest request, Period period, CancellationToken cancellationToken)
    {
        var taSessions = db.Bookings.Where(booking => booking.TaId == taId).Overlapping(period);
        var studentSessions = db.BookingStudents.Where(place => place.StudentId == request.StudentId).Overlapping(period);
        var singleSessions = db.Products.Where(product => product.CourseId == request.CourseId
            && product.ProductType == ProductType.IndividualSession && product.IsActive);
        var bundles = db.BundlePurchases.Where(
            bundle => bundle.Id == request.BundlePurchaseId && bundle.StudentId == request.StudentId);

        // One row out of nothing, so that all the facts come in one round trip whichever of them there are.
        return db.Database.SqlQuery<int>($"SELECT 1 AS \"Value\"")
            .Select(_ => new BookingFacts(
                db.Students.Any(student => student.Id == request.StudentId),
                db.Courses.Any(course => course.Id == request.CourseId && course.IsActive),
                taId,
                db.Tas.Any(ta => ta.Id == taId && ta.IsActive),
                db.CourseTas.Any(teaching => teaching.CourseId == request.CourseId && teaching.TaId == taId),
                taSessions.Any(),
                studentSessions.Any(),
                singleSessions.Select(product => (decimal?)product.BasePrice).FirstOrDefault(),
                bundles.FirstOrDefault()))
            .SingleAsync(cancellationToken);
    }

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
