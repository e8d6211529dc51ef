using Engify.Features.Accounts;
using Engify.Features.Bookings;
using Engify.Features.Bundles;
using Engify.Features.Products;
using Microsoft.AspNetCore.Identity;

namespace Engify.Tests.Promises.Attacks;

/// <summary>A school with something of everything, so that odd requests also meet what is there.</summary>
/// <param name="Values">
/// Values that mean something here, by the names of the members and parameters that take them.
/// </param>
/// <param name="Callers">Callers of each kind; administrators often, as they get furthest.</param>
internal sealed record KnownSchool(IReadOnlyDictionary<string, string[]> Values, string[] Callers)
{
    private const int Sessions = 40;

    /// <summary>Whether an operation ends so much that others find nothing afterwards: it comes last.</summary>
    public static bool EndsMuch(string operationId) => operationId is "EndOtherSessions" or "ChangePassword";

    public static async Task<KnownSchool> BuildAsync(EngifyFixture engify)
    {
        var school = engify.School;
        var students = await school.AddStudentsAsync(6);
        var (course, ta) = await school.AddCourseWithTaAsync();
        var (other, _) = await school.AddCourseWithTaAsync();
        await school.TeachAsync(other, ta);
        Product[] bundles =
        [
            await school.AddBundleAsync(course, sessions: 500),
            await school.AddBundleAsync(course, sessions: 500, ProductType.MidtermFinalBundle),
            await school.AddBundleAsync(other, sessions: 500),
            await school.AddBundleAsync(other, sessions: 500, ProductType.MidtermFinalBundle),
        ];
        var terms = new List<string>(); // many, since odd requests delete them one after the other
        for (var number = 0; number < Sessions; number++)
            terms.Add($"{(await school.AddTermAsync()).Id}");
        var template = await school.AddTemplateAsync(course, ta);
        var purchases = new List<BundlePurchase>();
        foreach (var student in students)
            purchases.Add(await school.AddPurchaseAsync(student, bundles[0]));

        var bookings = new List<Booking>();
        for (var number = 0; number < Sessions; number++)
        {
            var student = students[number % students.Count];
            var session = await school.AddGroupSessionAsync(startsAt: School.Tomorrow.AddHours(2 * number));
            (await engify.Api.JoinAsync(session, student)).ShouldBeOk();
            bookings.Add(session);
            bookings.Add(
                await school.AddBookingAsync(student, course, ta, School.Tomorrow.AddDays(-number - 1), minutes: 30));
        }

        var admin = Account.Admin("admin@engify.test", "Admin", EngifyFixture.Start);
        admin.Id = As.AdminAccount;
        admin.NormalizedEmail = "ADMIN@ENGIFY.TEST";
        admin.PasswordHash = new PasswordHasher<Account>().HashPassword(admin, AccountSteps.Password);
        await school.AddAsync(admin);
        var signIns = new List<string>();
        for (var number = 0; number < Sessions; number++)
        {
            var family = await school.AddAsync(
                new RefreshTokenFamily(Guid.NewGuid(), As.AdminAccount, EngifyFixture.Start, network: null));
            signIns.Add($"{family.Id}");
        }

        var sessions = new List<Answer>();
        for (var number = 0; number < Sessions; number++)
            sessions.Add(await engify.Api.RegisterAsync(AccountSteps.NewEmail()));
        var others = new List<string>(); // to be deactivated
        for (var number = 0; number < 3; number++)
        {
            var session = await engify.Api.RegisterAsync(AccountSteps.NewEmail());
            others.Add($"{session["user"].GetProperty("id").GetGuid()}");
        }

        var idle = await school.AddStudentsAsync(5); // without bookings, to be erased
        var invitations = new List<Answer>();
        for (var number = 0; number < Sessions; number++)
        {
            invitations.Add(await engify.Api.PostAsync(
                "/invitations", new { email = AccountSteps.NewEmail(), role = "ta", name = "Some Body" }));
        }

        string[] emails = [.. sessions.Select(session => session["user"].GetProperty("email").GetString()!)];

        return new KnownSchool(
            new Dictionary<string, string[]>
            {
                ["studentId"] = [.. students.Concat(idle).Select(student => $"{student.Id}")],
                ["courseId"] = [$"{course.Id}", $"{other.Id}"],
                ["taId"] = [$"{ta.Id}"],
                ["termId"] = [.. terms],
                ["templateId"] = [$"{template.Id}"],
                ["code"] = [.. Enumerable.Range(0, 10 * Sessions).Select(number => $"ODD {number}")],
                ["dayOfWeek"] = ["0", "1", "2", "3", "4", "5", "6"],
                ["startsOn"] = ["2026-03-02", "2026-03-09", "2026-03-16"],
                ["endsOn"] = ["2026-04-30", "2026-05-31"],
                ["startTime"] = ["08:00", "10:30", "18:00"],
                ["endTime"] = ["12:00", "23:00", "00:00"],
                ["meetingUrl"] = ["https://meet.engify.test/1"],
                ["timeZone"] = ["UTC", "America/Toronto"],
                ["productId"] = [.. bundles.Select(bundle => $"{bundle.Id}")],
                ["bundlePurchaseId"] = [.. purchases.Select(purchase => $"{purchase.Id}")],
                ["cursor"] =
                [
                    $"{new Cursor<DateTimeOffset>(School.Tomorrow, bookings[0].Id)}",
                    $"{new Cursor<string>("TEST", course.Id)}",
                ],
                // Somebody's, and some that nobody has yet.
                ["email"] = [.. emails, .. emails.Select(email => $"x{email}")],
                ["kind"] =
                [
                    "terms", "courses", "tas", "teaching", "products", "students", "templates", "hours", "closures",
                    "bookings", "audit",
                ],
                ["gpa"] = ["3.5"],
                ["password"] = [AccountSteps.Password],
                ["currentPassword"] = [AccountSteps.Password],
                ["newPassword"] = [AccountSteps.Password],
                ["accountId"] = [.. others],
                ["invitationId"] = [.. invitations.Take(Sessions / 2).Select(invitation => $"{invitation.Id}")],
                ["token"] = [.. invitations.Skip(Sessions / 2).Select(made => made["token"].GetString()!)],
                ["sessionId"] = [.. signIns],
                ["refreshToken"] = [.. sessions.Select(session => session.RefreshToken()!)],
                ["bookingId"] = [.. bookings.Select(booking => $"{booking.Id}")],
            },
            [
                .. Enumerable.Repeat(As.Admin, students.Count), As.Anonymous, As.Ta(ta.Id), As.Ta(bookings[0].TaId),
                .. students.Select(student => As.Student(student.Id)),
            ]);
    }
}
