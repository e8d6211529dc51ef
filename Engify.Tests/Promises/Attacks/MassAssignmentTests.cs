using Engify.Features.Bookings;
using Engify.Features.Students;
using Microsoft.EntityFrameworkCore;

namespace Engify.Tests.Promises.Attacks;

/// <summary>Members that are not a client's to set have no effect, whoever names them.</summary>
public sealed class MassAssignmentTests(EngifyFixture engify) : IClassFixture<EngifyFixture>
{
    private static readonly Guid Forged = Guid.Parse("0191d3a0-0000-7000-8000-000000000001");

    private static readonly Dictionary<string, object?> Forgeries = new()
    {
        ["id"] = Forged,
        ["role"] = "admin",
        ["isAdmin"] = true,
        ["status"] = "CANCELLED",
        ["sessionType"] = "GROUP",
        ["price"] = 0,
        ["pricePerStudent"] = 0,
        ["pricePaid"] = 0,
        ["basePrice"] = 0,
        ["remainingSessions"] = 999,
        ["studentCount"] = 0,
        ["capacity"] = 99,
        ["isActive"] = false,
        ["groupSessionTemplateId"] = Forged,
        ["cancelledAt"] = "2020-01-01T00:00:00Z",
        ["cancelledBy"] = "admin",
        ["cancellationReason"] = "forged",
        ["createdAt"] = "2020-01-01T00:00:00Z",
        ["updatedAt"] = "2020-01-01T00:00:00Z",
        ["caller"] = new { role = "admin" },
        ["student"] = new { email = "forged@engify.test" },
        ["product"] = new { basePrice = 0 },
        ["success"] = false,
        ["$type"] = "Engify.Features.Bookings.Booking",
        ["__proto__"] = new { isAdmin = true },
    };

    public static TheoryData<string> Roles => ["student", "admin"];

    [Theory]
    [MemberData(nameof(Roles))]
    public async Task A_booking_is_what_the_rules_make_it(string role)
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync(price: 30m);
        var student = await engify.School.AddStudentAsync();

        var answer = (await engify.Api.PostAsync(
            BookingSteps.IndividualPath, With(School.Individual(student, course, ta)), By(role, student))).ShouldBeOk();

        Assert.NotEqual(Forged, answer.Id);
        var stored = await engify.QueryAsync(db =>
            db.Bookings.Include(booking => booking.Students).SingleAsync(booking => booking.TaId == ta.Id));
        Assert.Equal(answer.Id, stored.Id);
        Assert.Equal((BookingStatus.Booked, SessionType.Individual), (stored.Status, stored.SessionType));
        Assert.Equal((30m, 1, 1), (stored.PricePerStudent, stored.Capacity, stored.StudentCount));
        Assert.Equal((EngifyFixture.Start, EngifyFixture.Start), (stored.CreatedAt, stored.UpdatedAt));
        Assert.Equal((null, null, null), (stored.CancelledAt, stored.CancelledBy, stored.CancellationReason));
        Assert.Null(stored.GroupSessionTemplateId);
        Assert.Equal(student.Id, Assert.Single(stored.Students).StudentId);
    }

    [Theory]
    [MemberData(nameof(Roles))]
    public async Task A_bundle_costs_and_holds_what_its_product_says(string role)
    {
        var course = await engify.School.AddCourseAsync();
        var product = await engify.School.AddBundleAsync(course, sessions: 10, price: 200m);
        var student = await engify.School.AddStudentAsync();

        var answer = (await engify.Api.PostAsync(
            $"/bundles/courses/{course.Id}/purchase",
            With(new() { ["studentId"] = student.Id, ["productId"] = product.Id }), By(role, student))).ShouldBeOk();

        Assert.NotEqual(Forged, answer.Id);
        var stored =
            await engify.QueryAsync(db => db.BundlePurchases.SingleAsync(bundle => bundle.StudentId == student.Id));
        Assert.Equal(
            (answer.Id, 200m, 10, 10), (stored.Id, stored.PricePaid, stored.TotalSessions, stored.RemainingSessions));
        Assert.Equal(EngifyFixture.Start, stored.CreatedAt);
        Assert.Equal(200m, await engify.QueryAsync(db => db.Products
            .Where(kept => kept.Id == product.Id).Select(kept => kept.BasePrice).SingleAsync()));
    }

    [Theory]
    [MemberData(nameof(Roles))]
    public async Task A_seat_is_taken_and_given_back_as_the_rules_say(string role)
    {
        var session = await engify.School.AddGroupSessionAsync(capacity: 2);
        var student = await engify.School.AddStudentAsync();
        var body = With(new() { ["studentId"] = student.Id });

        foreach (var (step, seats) in new[] { ("join", 1), ("leave", 0) })
        {
            var answer = (await engify.Api.PostAsync($"/group-sessions/{session.Id}/{step}", body, By(role, student)))
                .ShouldBeOk();

            Assert.True(answer["success"].GetBoolean());
            var stored = await engify.QueryAsync(db => db.Bookings.SingleAsync(booking => booking.Id == session.Id));
            Assert.Equal((BookingStatus.Available, 2, seats), (stored.Status, stored.Capacity, stored.StudentCount));
            Assert.Equal(session.PricePerStudent, stored.PricePerStudent);
        }
    }

    [Theory]
    [MemberData(nameof(Roles))]
    public async Task A_cancellation_says_who_made_it_and_when(string role)
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var student = await engify.School.AddStudentAsync();
        var booked = (await engify.Api.BookAsync(student, course, ta)).ShouldBeOk();

        (await engify.Api.PatchAsync(
            $"/bookings/{booked.Id}/cancel", With(new() { ["reason"] = "ill" }), By(role, student))).ShouldBeOk();

        var stored = await engify.QueryAsync(db => db.Bookings.SingleAsync(booking => booking.Id == booked.Id));
        Assert.Equal(
            (BookingStatus.Cancelled, EngifyFixture.Start, "ill"),
            (stored.Status, stored.CancelledAt, engify.Reveal(stored.CancellationReason)));
        Assert.StartsWith(role, stored.CancelledBy, StringComparison.Ordinal);
        Assert.Equal((30m, 1), (stored.PricePerStudent, stored.Capacity));
    }

    [Fact]
    public async Task A_caller_does_not_become_another_by_saying_so()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var (student, other) = (await engify.School.AddStudentAsync(), await engify.School.AddStudentAsync());

        (await engify.Api.PostAsync(
            $"{BookingSteps.IndividualPath}?role=admin&studentId={student.Id}",
            With(School.Individual(other, course, ta)), As.Student(student.Id),
            ("X-Role", "admin"), ("X-User-Id", $"{other.Id}"), ("X-HTTP-Method-Override", "GET"),
            ("X-Original-URL", "/courses")))
            .ShouldBeProblem(403, "forbidden");
    }

    /// <summary>
    /// The body, and everything that one may hope to set besides; what it has itself is not replaced.
    /// </summary>
    private static Dictionary<string, object?> With(Dictionary<string, object?> body) =>
        Forgeries.Where(forgery => !body.ContainsKey(forgery.Key)).Concat(body).ToDictionary();

    private static string By(string role, Student student) => role == "admin" ? As.Admin : As.Student(student.Id);
}
