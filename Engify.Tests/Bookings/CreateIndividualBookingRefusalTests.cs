using Engify.Features.Bundles;
using Engify.Features.Courses;
using Engify.Features.Database;
using Engify.Features.Products;
using Engify.Features.Students;
using Engify.Features.Tas;
using Microsoft.EntityFrameworkCore;

namespace Engify.Tests.Bookings;

/// <summary>
/// Every refusal, whichever way the session is to be paid, whether a TA is named or chosen, and with and without a key:
/// nothing else is wrong with the request, and nothing is left of it.
/// </summary>
public sealed class CreateIndividualBookingRefusalTests(EngifyFixture engify) : IClassFixture<EngifyFixture>
{
    private static readonly Refusal[] Refusals =
    [
        new("too short", 400, "validation_failed", wish => wish.Body["durationMinutes"] = 14),
        new("for another student", 403, "forbidden", async wish =>
            wish.By = As.Student((await wish.School.AddStudentAsync()).Id)),
        new("at this moment", 400, "start_in_past", wish => wish.Body["date"] = EngifyFixture.Start),
        new("unknown student", 404, "student_not_found", wish =>
        {
            wish.Body["studentId"] = Guid.CreateVersion7();
            wish.By = As.Admin;
        }),
        new("inactive student", 400, "student_inactive", wish => wish.School.RetireAsync<Student>(wish.Student.Id)),
        new("unknown course", 404, "course_not_found", wish => wish.Body["courseId"] = Guid.CreateVersion7()),
        new("inactive course", 404, "course_not_found", wish => wish.School.RetireAsync<Course>(wish.Course.Id)),
        new("unknown TA", 404, "ta_not_found", wish => wish.Body["taId"] = Guid.CreateVersion7()) { Named = true },
        new("inactive TA", 404, "ta_not_found", wish => wish.School.RetireAsync<Ta>(wish.Ta.Id)) { Named = true },
        new("TA of another course", 400, "ta_does_not_teach_course", async wish =>
            wish.Body["taId"] = (await wish.School.AddCourseWithTaAsync()).Ta.Id) { Named = true },
        new("busy TA", 400, "ta_not_available", wish => wish.KeepTaBusyAsync()) { Named = true },
        new("no TA free", 400, "no_ta_available", wish => wish.KeepTaBusyAsync()) { Named = false },
        new("no TA active", 400, "no_ta_available", wish => wish.School.RetireAsync<Ta>(wish.Ta.Id)) { Named = false },
        new("busy student", 400, "student_not_available", wish => wish.KeepStudentBusyAsync()),
        new("unknown bundle", 404, "bundle_purchase_not_found", wish =>
            wish.Body["bundlePurchaseId"] = Guid.CreateVersion7()) { Bundled = true },
        new("bundle of another student", 404, "bundle_purchase_not_found", async wish =>
            wish.Body["bundlePurchaseId"] = (await wish.AddPurchaseAsync(
                wish.Course, School.Semester, await wish.School.AddStudentAsync())).Id) { Bundled = true },
        new("bundle of another course", 400, "bundle_not_valid", async wish =>
            wish.Body["bundlePurchaseId"] = (await wish.AddPurchaseAsync(
                await wish.School.AddCourseAsync(), School.Semester)).Id) { Bundled = true },
        new("before the bundle", 400, "bundle_not_valid", async wish =>
            wish.Body["bundlePurchaseId"] = (await wish.AddPurchaseAsync(
                wish.Course, new Period(School.Tomorrow.AddSeconds(1), School.Semester.End))).Id) { Bundled = true },
        new("after the bundle", 400, "bundle_not_valid", async wish =>
            wish.Body["bundlePurchaseId"] = (await wish.AddPurchaseAsync(
                wish.Course, new Period(School.Semester.Start, School.Tomorrow.AddMinutes(59)))).Id) { Bundled = true },
        new("empty bundle", 400, "bundle_exhausted", wish => wish.UseUpBundleAsync()) { Bundled = true },
        new("not sold singly", 400, "price_not_available", wish =>
            wish.School.RetireAsync<Product>(wish.Single.Id)) { Bundled = false },
    ];

    public static TheoryData<string, bool, bool, bool> Cases
    {
        get
        {
            bool[] both = [false, true];
            var cases = new TheoryData<string, bool, bool, bool>();
            foreach (var (refusal, bundled, named, keyed) in
                from refusal in Refusals
                from bundled in both
                from named in both
                from keyed in both
                where (refusal.Bundled ?? bundled) == bundled && (refusal.Named ?? named) == named
                select (refusal, bundled, named, keyed))
            {
                cases.Add(refusal.Name, bundled, named, keyed);
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_refusal_leaves_everything_as_it_was(string name, bool bundled, bool named, bool keyed)
    {
        var refusal = Refusals.Single(refusal => refusal.Name == name);
        var wish = await AddWishAsync(bundled, named);
        await refusal.Arrange(wish);
        var before = await DescribeAsync();
        var headers = keyed ? [("Idempotency-Key", $"{Guid.NewGuid()}")] : Array.Empty<(string, string)>();

        for (var attempt = 0; attempt < 2; attempt++)
        {
            (await engify.Api.PostAsync(BookingSteps.IndividualPath, wish.Body, wish.By, headers))
                .ShouldBeProblem(refusal.Status, refusal.Code);
        }

        Assert.Equal(before, await DescribeAsync());
        Assert.Empty(await engify.CheckAsync());
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task Without_an_obstacle_the_session_is_booked(bool bundled, bool named)
    {
        var wish = await AddWishAsync(bundled, named);

        (await engify.Api.PostAsync(BookingSteps.IndividualPath, wish.Body, wish.By)).ShouldBeOk();
    }

    private async Task<Wish> AddWishAsync(bool bundled, bool named)
    {
        var course = await engify.School.AddCourseAsync();
        var wish = new Wish(
            engify, course, await engify.School.AddTaAsync(course), await engify.School.AddStudentAsync(),
            await engify.School.AddSingleSessionAsync(course));
        wish.Body["taId"] = named ? wish.Ta.Id : null;
        if (bundled)
        {
            wish.Body["bundlePurchaseId"] = (await wish.AddPurchaseAsync(
                course, School.Semester, type: ProductType.FullSemesterBundle)).Id;
        }

        return wish;
    }

    /// <summary>All that a booking writes to.</summary>
    private async Task<string> DescribeAsync()
    {
        var balances = await engify.QueryAsync(db => db.BundlePurchases.OrderBy(bundle => bundle.Id)
            .Select(bundle => $"{bundle.Id} {bundle.RemainingSessions} {bundle.UpdatedAt.Ticks}").ToListAsync());
        var counts = await engify.QueryAsync(async db =>
            (await db.Bookings.CountAsync(), await db.BookingStudents.CountAsync(),
            await db.IdempotencyRecords.CountAsync(),
            await db.AuditEntries.CountAsync(entry => entry.Outcome == AuditLog.Succeeded)));
        return $"{counts}\n{string.Join('\n', balances)}";
    }

    /// <param name="Name">What is wrong.</param>
    /// <param name="Status">What it is answered with.</param>
    /// <param name="Code">Why.</param>
    /// <param name="Arrange">Makes it wrong.</param>
    private sealed record Refusal(string Name, int Status, string Code, Func<Wish, Task> Arrange)
    {
        public Refusal(string name, int status, string code, Action<Wish> arrange)
            : this(name, status, code, wish =>
            {
                arrange(wish);
                return Task.CompletedTask;
            })
        {
        }

        /// <summary>Where it can only be wrong with a bundle, or only without.</summary>
        public bool? Bundled { get; init; }

        /// <summary>Where it can only be wrong of a TA who is named, or of one who is not.</summary>
        public bool? Named { get; init; }
    }

    /// <summary>A request that would succeed.</summary>
    private sealed class Wish(EngifyFixture engify, Course course, Ta ta, Student student, Product single)
    {
        public School School => engify.School;

        public Course Course => course;

        public Ta Ta => ta;

        public Student Student => student;

        public Product Single => single;

        public Dictionary<string, object?> Body { get; } = School.Individual(student, course);

        public string By { get; set; } = As.Student(student.Id);

        public async Task<BundlePurchase> AddPurchaseAsync(
            Course of, Period validity, Student? owner = null, ProductType type = ProductType.MidtermFinalBundle) =>
            await School.AddPurchaseAsync(
                owner ?? student,
                await School.AddBundleAsync(of, sessions: 2, type),
                new BundleTerms(ValidFrom: validity.Start, ValidTo: validity.End));

        public async Task KeepTaBusyAsync() =>
            (await engify.Api.BookAsync(await School.AddStudentAsync(), course, ta)).ShouldBeOk();

        public async Task KeepStudentBusyAsync()
        {
            var (elsewhere, other) = await School.AddCourseWithTaAsync();
            (await engify.Api.BookAsync(student, elsewhere, other)).ShouldBeOk();
        }

        public async Task UseUpBundleAsync()
        {
            for (var day = 1; day <= 2; day++)
            {
                var body = new Dictionary<string, object?>(Body) { ["date"] = School.Tomorrow.AddDays(day) };
                (await engify.Api.PostAsync(BookingSteps.IndividualPath, body, By)).ShouldBeOk();
            }
        }
    }
}
