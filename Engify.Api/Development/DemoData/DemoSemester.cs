using Engify.Features.Accounts;
using Engify.Features.Availability;
using Engify.Features.Bookings;
using Engify.Features.Bundles;
using Engify.Features.Closures;
using Engify.Features.Database;
using Engify.Features.GroupSessions;
using Engify.Features.Products;
using Engify.Features.Terms;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Engify.Api.Development.DemoData;

/// <summary>
/// A believable semester around today, the same each time: eight weeks in the past and eight to come, with a reading
/// week. Nobody has booked a weekend, so that anybody trying things out finds a free TA on a Saturday.
/// </summary>
internal sealed class DemoSemester(
    EngifyDbContext db, IPasswordHasher<Account> hasher, ILookupNormalizer normalizer, TextProtection protection,
    TimeProvider clock)
{
    private const string TimeZone = "America/Toronto";
    private const int WeeksBehind = 8;
    private const int WeeksAhead = 8;
    private const int GroupWeeksAhead = 6;
    private const int WeeksToReadingWeek = 5;

    private readonly DateTimeOffset now = clock.Now();
    private readonly Random random = new(248);
    private readonly List<Booking> bookings = [];
    private readonly List<BookingStudent> seats = [];
    private readonly List<BundlePurchase> bundles = [];
    private Period readingWeek;
    private Period leave;

    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(TimeZone);
        var today = TimeZoneInfo.ConvertTime(now, zone).Date;
        var semester = new Period(
            zone.ToInstant(today.AddDays(-7 * WeeksBehind)), zone.ToInstant(today.AddDays(7 * WeeksAhead)));

        var monday = today.AddDays(-(((int)today.DayOfWeek + 6) % 7));
        var closure = new Closure(
            Guid.CreateVersion7(semester.Start), "Reading week",
            DateOnly.FromDateTime(monday.AddDays(7 * WeeksToReadingWeek)),
            DateOnly.FromDateTime(monday.AddDays((7 * WeeksToReadingWeek) + 4)));
        readingWeek = closure.PeriodIn(zone)!.Value;
        leave = new Period(zone.ToInstant(monday.AddDays(7)), zone.ToInstant(monday.AddDays(19)));
        var products = DemoCatalogue.Products(semester);
        var students = DemoCatalogue.Students(semester.Start);
        db.Add(new Term(
            Guid.CreateVersion7(semester.Start), $"{today:yyyy}-{(today.Month < 7 ? 1 : 2)}", "This semester",
            DateOnly.FromDateTime(today.AddDays(-7 * WeeksBehind)),
            DateOnly.FromDateTime(today.AddDays((7 * WeeksAhead) - 1)), bookingOpensAt: semester.Start));
        db.AddRange(DemoCatalogue.Courses);
        db.AddRange(DemoCatalogue.Tas);
        db.AddRange(DemoCatalogue.Teaching);
        db.AddRange(DemoCatalogue.Hours);
        db.Add(closure);
        db.Add(new TaAbsence(
            Guid.CreateVersion7(semester.Start), DemoCatalogue.OnLeave, leave.Start, leave.End,
            protection.Protect("Parental leave")));
        db.AddRange(students);
        db.AddRange(DemoAccounts.Create(students, hasher, normalizer, semester.Start));
        db.AddRange(products);
        db.AddRange(DemoCatalogue.Templates);

        BuyBundles(products, semester);
        foreach (var template in DemoCatalogue.Templates)
            ScheduleGroupSessions(template, semester);
        for (var day = today.AddDays(-7 * WeeksBehind); day < today.AddDays(7 * 3); day = day.AddDays(1))
        {
            if (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
                BookDay(zone, day, products);
        }

        UseUpBundle(zone, today, products, semester);
        db.AddRange(bundles);
        db.AddRange(bookings);
        await db.Database.CreateExecutionStrategy().ExecuteAsync(SaveAsync, cancellationToken);
    }

    /// <summary>
    /// Balances and seats follow from the bookings: the database counts them in the same transaction.
    /// </summary>
    private async Task SaveAsync(CancellationToken cancellationToken)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        await db.SaveChangesAsync(acceptAllChangesOnSuccess: false, cancellationToken);
        db.ChangeTracker.Clear();
        db.AddRange(seats);
        await db.SaveChangesAsync(cancellationToken);
        await db.Bookings
            .Where(booking => booking.SessionType == SessionType.Group)
            .ExecuteUpdateAsync(
                set => set
                    .SetProperty(booking => booking.StudentCount, booking => booking.Students.Count)
                    .SetProperty(
                        booking => booking.Status,
                        booking => booking.Students.Count == booking.Capacity
                            ? BookingStatus.Full
                            : BookingStatus.Available),
                cancellationToken);
        await db.BundlePurchases.ExecuteUpdateAsync(
            set => set.SetProperty(
                bundle => bundle.RemainingSessions,
                bundle => bundle.TotalSessions - db.Bookings.Count(
                    booking => booking.BundlePurchaseId == bundle.Id && booking.Status != BookingStatus.Cancelled)),
            cancellationToken);
        await transaction.CommitAsync(CancellationToken.None);
    }

    private void BuyBundles(IReadOnlyList<Product> products, Period semester)
    {
        var sold = products.Where(product => product.IsBundle).ToList();
        foreach (var (index, student) in DemoCatalogue.StudentIds.Index())
        {
            // The first student, whose account the tour uses, has none for COMP 248 yet: the tour buys it.
            if (index % 2 == 1)
            {
                bundles.Add(BundlePurchase.Purchase(
                    student, sold[index % sold.Count], new BundleTerms(), mayChooseTerms: false,
                    semester.Start.AddDays(index)));
            }
        }
    }

    private void ScheduleGroupSessions(GroupSessionTemplate template, Period semester)
    {
        foreach (var occurrence in template.Occurrences(semester.Start, now.AddDays(7 * GroupWeeksAhead)))
        {
            if (occurrence.Overlaps(readingWeek))
                continue;

            var booking = template.Schedule(occurrence, semester.Start);
            bookings.Add(booking);
            // Sessions of the first template never fill up, so that anybody trying the service out finds a seat; those
            // of the second always do.
            var most = template == DemoCatalogue.Templates[0] ? template.Capacity - 1 : template.Capacity;
            var joined = template == DemoCatalogue.Templates[1] ? most : random.Next(template.Capacity / 2, most + 1);
            // The first student has joined the sessions of one course, but for those that the examples book beside.
            var isJoinedByFirst = template == DemoCatalogue.Templates[2] && occurrence.Start < now.AddDays(14);
            var coming = DemoCatalogue.StudentIds.Skip(isJoinedByFirst ? 0 : 1)
                .Where(student => IsFree(student, occurrence)).Take(joined);
            seats.AddRange(coming.ToList().Select(student => booking.Admit(student, semester.Start)));
        }
    }

    private void BookDay(TimeZoneInfo zone, DateTime day, IReadOnlyList<Product> products)
    {
        for (var hour = 9; hour < 17; hour++)
        {
            var student = DemoCatalogue.StudentIds[random.Next(DemoCatalogue.StudentIds.Count)];
            var teaching = DemoCatalogue.Teaching[random.Next(DemoCatalogue.Teaching.Count)];
            var period = Period.From(zone.ToInstant(day.AddHours(hour)), random.Next(1, 4) * 30);
            var isKept = random.Next(8) > 0;
            if (random.Next(3) == 0 || !CanMeet(student, teaching.TaId, day, period))
                continue;

            var bundle = bundles.FirstOrDefault(bought => bought.StudentId == student
                && bought.CourseId == teaching.CourseId && bought.CreatedAt < period.Start && HasSessionLeft(bought));
            var price = products.Single(product => product.CourseId == teaching.CourseId
                && product.ProductType == ProductType.IndividualSession).BasePrice;
            var bookedAt = Earlier(period.Start.AddDays(-3), now);
            var booking = Booking.Reserve(
                student, teaching.CourseId, teaching.TaId, period, bundle is null ? price : 0, bundle?.Id, bookedAt);
            if (!isKept)
                booking.Cancel($"student:{student}", protection.Protect("Something came up"), bookedAt);
            bookings.Add(booking);
        }
    }

    /// <summary>The first student has a bundle of which one session is left, and went to the others lately.</summary>
    private void UseUpBundle(TimeZoneInfo zone, DateTime today, IReadOnlyList<Product> products, Period semester)
    {
        var student = DemoCatalogue.StudentIds[0];
        var (course, ta) = (DemoCatalogue.Courses[1].Id, DemoCatalogue.Tas[2].Id);
        var bundle = BundlePurchase.Purchase(
            student,
            products.Single(sold => sold.CourseId == course && sold.ProductType == ProductType.MidtermFinalBundle),
            new BundleTerms(), mayChooseTerms: false, semester.Start);
        bundles.Add(bundle);
        var meetings =
            from daysAgo in Enumerable.Range(1, 7 * WeeksBehind)
            let day = today.AddDays(-daysAgo)
            let period = Period.From(zone.ToInstant(day.AddHours(11)), 60)
            where CanMeet(student, ta, day, period)
            select period;
        foreach (var period in meetings.Take(bundle.TotalSessions - 1).ToList())
        {
            bookings.Add(Booking.Reserve(
                student, course, ta, period, 0, bundle.Id, period.Start.AddDays(-3)));
        }
    }

    private bool CanMeet(Guid student, Guid ta, DateTime day, Period period) =>
        Works(ta, day, period)
        && bookings.All(booking => booking.TaId != ta || IsApart(booking, WithBreaks(ta, period)))
        && IsFree(student, period);

    /// <summary>Whether a TA works then; one who has not said when works from nine to five.</summary>
    private bool Works(Guid ta, DateTime day, Period period)
    {
        var hours = DemoCatalogue.Hours.Where(hours => hours.TaId == ta).ToList();
        return !period.Overlaps(readingWeek) && !(ta == DemoCatalogue.OnLeave && period.Overlaps(leave))
            && (hours.Count == 0 || hours.Exists(hours => hours.DayOfWeek == day.DayOfWeek
                && Minute(period.Start) >= hours.StartMinute && Minute(period.End) <= hours.EndMinute));

        static int Minute(DateTimeOffset instant) => (int)TimeZoneInfo
            .ConvertTime(instant, TimeZoneInfo.FindSystemTimeZoneById(TimeZone)).TimeOfDay.TotalMinutes;
    }

    /// <summary>With the TA's break before it and after it.</summary>
    private static Period WithBreaks(Guid ta, Period period)
    {
        var length = TimeSpan.FromMinutes(DemoCatalogue.Tas.Single(known => known.Id == ta).BreakMinutes);
        return new Period(period.Start - length, period.End + length);
    }

    private bool IsFree(Guid student, Period period) =>
        bookings.All(booking => booking.Students.All(place => place.StudentId != student) || IsApart(booking, period))
        && seats.All(seat => seat.StudentId != student || !new Period(seat.StartsAt, seat.EndsAt).Overlaps(period));

    private bool HasSessionLeft(BundlePurchase bundle) => bundle.TotalSessions > bookings.Count(
        booking => booking.BundlePurchaseId == bundle.Id && booking.Status != BookingStatus.Cancelled);

    private static bool IsApart(Booking booking, Period period) =>
        booking.Status == BookingStatus.Cancelled || !new Period(booking.StartsAt, booking.EndsAt).Overlaps(period);

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}
