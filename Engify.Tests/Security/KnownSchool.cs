using Engify.Features.Domain;
using Engify.Tests.Harness;

namespace Engify.Tests.Security;

/// <summary>A school with something of everything, so that odd requests also meet what is there.</summary>
/// <param name="Ids">The ids that are there, by the names of the members and parameters that take them.</param>
/// <param name="Callers">One caller of each kind, administrators more often, as they get furthest.</param>
internal sealed record KnownSchool(IReadOnlyDictionary<string, string[]> Ids, string[] Callers)
{
    private const int Sessions = 40;

    public static async Task<KnownSchool> BuildAsync(EngifyFixture engify)
    {
        var school = engify.School;
        var students = await school.AddStudentsAsync(4);
        var (course, ta) = await school.AddCourseWithTaAsync();
        var (other, _) = await school.AddCourseWithTaAsync();
        await school.TeachAsync(other, ta);
        Product[] bundles =
        [
            await school.AddBundleAsync(course, sessions: 500),
            await school.AddBundleAsync(other, sessions: 500, ProductType.MidtermFinalBundle),
        ];
        var purchases = new List<BundlePurchase>();
        foreach (var student in students)
            purchases.Add(await school.AddPurchaseAsync(student, bundles[0]));

        var bookings = new List<Booking>();
        for (var number = 0; number < Sessions; number++)
        {
            bookings.Add(await school.AddGroupSessionAsync(startsAt: School.Tomorrow.AddHours(2 * number)));
            bookings.Add(await school.AddBookingAsync(
                students[number % students.Count], course, ta, School.Tomorrow.AddDays(-number), minutes: 30));
        }

        return new KnownSchool(
            new Dictionary<string, string[]>
            {
                ["studentId"] = [.. students.Select(student => $"{student.Id}")],
                ["courseId"] = [$"{course.Id}", $"{other.Id}"],
                ["taId"] = [$"{ta.Id}"],
                ["productId"] = [.. bundles.Select(bundle => $"{bundle.Id}")],
                ["bundlePurchaseId"] = [.. purchases.Select(purchase => $"{purchase.Id}")],
                ["bookingId"] = [.. bookings.Select(booking => $"{booking.Id}")],
            },
            [
                As.Admin, As.Admin, As.Admin, As.Admin, As.Anonymous, As.Ta(ta.Id), As.Ta(bookings[0].TaId),
                .. students.Select(student => As.Student(student.Id)),
            ]);
    }
}
