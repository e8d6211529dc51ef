using System.Text.Json;
using Engify.Features.Bookings;
using Engify.Features.Bundles;
using Engify.Features.Students;
using Engify.Features.Tas;
using Microsoft.EntityFrameworkCore;

namespace Engify.Tests.Bookings;

public sealed class CancelBookingTests(EngifyFixture engify) : IClassFixture<EngifyFixture>
{
    private const string Unknown = "3f2504e0-4f89-41d3-9a0c-0305e82c3301";

    [Theory]
    [InlineData("student")]
    [InlineData("ta")]
    [InlineData("admin")]
    public async Task A_booking_is_cancelled_by_its_student_its_ta_or_an_administrator(string role)
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var student = await engify.School.AddStudentAsync();
        var id = (await engify.Api.BookAsync(student, course, ta)).ShouldBeOk().Id;

        var answer = (await engify.Api.CancelAsync(id, Caller(role, student.Id, ta.Id), "Ill")).ShouldBeOk();

        Assert.Equal(
            JsonSerializer.Serialize(new
            {
                id,
                courseId = course.Id,
                taId = ta.Id,
                status = "CANCELLED",
                sessionType = "INDIVIDUAL",
                date = "2026-03-03T12:00:00Z",
                durationMinutes = 60,
                pricePerStudent = 30.00m,
                groupSessionTemplateId = (Guid?)null,
                bundlePurchaseId = (Guid?)null,
                studentCount = 0,
                capacity = 1,
                location = (string?)null,
                meetingUrl = (string?)null,
                topic = (string?)null,
                cancellationReason = "Ill",
                cancelledAt = "2026-03-02T12:00:00Z",
                createdAt = "2026-03-02T12:00:00Z",
                updatedAt = "2026-03-02T12:00:00Z",
            }),
            answer.Text);
        Assert.Empty(await engify.CheckAsync());
    }

    [Theory]
    [InlineData("student")]
    [InlineData("ta")]
    [InlineData("admin")]
    public async Task The_booking_keeps_who_cancelled_it_when_and_why(string role)
    {
        var (bookingId, student, ta) = await BookAsync();

        (await engify.Api.CancelAsync(bookingId, Caller(role, student.Id, ta.Id), "Ill")).ShouldBeOk();

        var booking = await FindAsync(bookingId);
        Assert.Equal((BookingStatus.Cancelled, 0), (booking.Status, booking.StudentCount));
        var id = role switch { "student" => student.Id, "ta" => ta.Id, _ => As.AdminAccount };
        Assert.Equal($"{role}:{id}", booking.CancelledBy);
        Assert.Equal(EngifyFixture.Start, booking.CancelledAt);
        Assert.Equal("Ill", engify.Reveal(booking.CancellationReason));
        Assert.False(Assert.Single(booking.Students).IsActive);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("{\"reason\":null}")]
    public async Task A_reason_may_be_absent(string? body)
    {
        var (id, _, _) = await BookAsync();

        var answer = (await engify.Api.SendAsync("PATCH", $"/bookings/{id}/cancel", body)).ShouldBeOk();

        Assert.Equal(JsonValueKind.Null, answer["cancellationReason"].ValueKind);
    }

    [Theory]
    [InlineData("{\"reason\":5}")]
    [InlineData("{\"reason\":")]
    [InlineData("[]")]
    [InlineData("\"Ill\"")]
    public async Task A_body_that_is_no_cancellation_is_malformed(string body)
    {
        var (id, _, _) = await BookAsync();

        (await engify.Api.SendAsync("PATCH", $"/bookings/{id}/cancel", body)).ShouldBeProblem(400, "malformed_request");

        Assert.Equal(BookingStatus.Booked, (await FindAsync(id)).Status);
    }

    [Fact]
    public async Task A_reason_is_kept_as_it_was_written()
    {
        var (id, _, _) = await BookAsync();
        var reason = "Krank 🤒 <b>\"'\\ \n\t" + new string('é', 900);

        var answer = (await engify.Api.CancelAsync(id, reason: reason)).ShouldBeOk();

        Assert.Equal(reason, answer["cancellationReason"].GetString());
        Assert.Equal(reason, engify.Reveal((await FindAsync(id)).CancellationReason));
    }

    [Fact]
    public async Task A_reason_has_at_most_1000_characters()
    {
        var (id, _, _) = await BookAsync();

        (await engify.Api.CancelAsync(id, reason: new string('x', 1001))).ShouldBeInvalid("reason");
        (await engify.Api.CancelAsync(id, reason: new string('x', 1000))).ShouldBeOk();
    }

    [Fact]
    public async Task A_reason_cannot_contain_nul()
    {
        var (id, _, _) = await BookAsync();

        (await engify.Api.CancelAsync(id, reason: "I\0ll")).ShouldBeInvalid("reason");
    }

    [Theory]
    [InlineData("student")]
    [InlineData("ta")]
    [InlineData("admin")]
    public async Task A_booking_is_cancelled_only_once(string role)
    {
        var (id, student, ta) = await BookAsync();
        (await engify.Api.CancelAsync(id, reason: "First")).ShouldBeOk();

        (await engify.Api.CancelAsync(id, Caller(role, student.Id, ta.Id), "Second"))
            .ShouldBeProblem(400, "already_cancelled");

        Assert.Equal("First", engify.Reveal((await FindAsync(id)).CancellationReason));
    }

    [Fact]
    public async Task One_of_several_concurrent_cancellations_succeeds()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var student = await engify.School.AddStudentAsync();
        var purchase = await engify.School.AddPurchaseAsync(student, await engify.School.AddBundleAsync(course));
        var id = (await engify.Api.BookAsync(student, course, ta, bundle: purchase)).ShouldBeOk().Id;

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => engify.Api.CancelAsync(id)));

        Assert.Single(answers, answer => answer.Status == 200);
        Assert.Equal(9, answers.Count(answer => answer.Status == 400 && answer.Code == "already_cancelled"));
        Assert.Empty(await engify.CheckAsync());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-30)]
    [InlineData(-600)]
    public async Task A_student_cannot_cancel_a_session_that_has_begun(int startMinute)
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var student = await engify.School.AddStudentAsync();
        var booking = await engify.School.AddBookingAsync(
            student, course, ta, EngifyFixture.Start.AddMinutes(startMinute));

        (await engify.Api.CancelAsync(booking.Id, As.Student(student.Id))).ShouldBeProblem(400, "booking_started");

        Assert.Equal(BookingStatus.Booked, (await FindAsync(booking.Id)).Status);
    }

    [Theory]
    [InlineData("ta")]
    [InlineData("admin")]
    public async Task A_ta_and_an_administrator_cancel_also_a_session_that_has_begun(string role)
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var student = await engify.School.AddStudentAsync();
        var booking = await engify.School.AddBookingAsync(student, course, ta, EngifyFixture.Start.AddMinutes(-30));

        (await engify.Api.CancelAsync(booking.Id, Caller(role, student.Id, ta.Id))).ShouldBeOk();
    }

    [Fact]
    public async Task A_session_that_a_bundle_paid_goes_back_to_it_once()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var student = await engify.School.AddStudentAsync();
        var purchase =
            await engify.School.AddPurchaseAsync(student, await engify.School.AddBundleAsync(course, sessions: 3));
        var id = (await engify.Api.BookAsync(student, course, ta, bundle: purchase)).ShouldBeOk().Id;
        (await engify.Api.BookAsync(student, course, ta, School.Tomorrow.AddHours(1), bundle: purchase)).ShouldBeOk();

        var answer = (await engify.Api.CancelAsync(id)).ShouldBeOk();
        (await engify.Api.CancelAsync(id)).ShouldBeProblem(400, "already_cancelled");

        Assert.Equal(purchase.Id, answer["bundlePurchaseId"].GetGuid());
        Assert.Equal(2, await RemainingAsync(purchase));
        Assert.Empty(await engify.CheckAsync());
    }

    [Fact]
    public async Task A_bundle_never_has_more_sessions_than_were_bought()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var student = await engify.School.AddStudentAsync();
        var purchase =
            await engify.School.AddPurchaseAsync(student, await engify.School.AddBundleAsync(course, sessions: 3));
        var id = (await engify.Api.BookAsync(student, course, ta, bundle: purchase)).ShouldBeOk().Id;
        await engify.QueryAsync(db => db.BundlePurchases
            .Where(found => found.Id == purchase.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(found => found.RemainingSessions, 3)));

        (await engify.Api.CancelAsync(id)).ShouldBeOk();

        Assert.Equal(3, await RemainingAsync(purchase));
    }

    [Fact]
    public async Task A_session_that_came_back_can_be_used_again()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var student = await engify.School.AddStudentAsync();
        var purchase =
            await engify.School.AddPurchaseAsync(student, await engify.School.AddBundleAsync(course, sessions: 1));
        var id = (await engify.Api.BookAsync(student, course, ta, bundle: purchase)).ShouldBeOk().Id;

        (await engify.Api.CancelAsync(id, As.Student(student.Id))).ShouldBeOk();

        (await engify.Api.BookAsync(student, course, ta, bundle: purchase)).ShouldBeOk();
        Assert.Empty(await engify.CheckAsync());
    }

    [Theory]
    [InlineData("ta")]
    [InlineData("admin")]
    public async Task Cancelling_a_group_session_releases_all_its_students(string role)
    {
        var session = await engify.School.AddGroupSessionAsync(capacity: 2);
        var students = await engify.School.AddStudentsAsync(2);
        foreach (var student in students)
            (await engify.Api.JoinAsync(session, student)).ShouldBeOk();

        var answer =
            (await engify.Api.CancelAsync(session.Id, Caller(role, students[0].Id, session.TaId))).ShouldBeOk();

        Assert.Equal("CANCELLED", answer["status"].GetString());
        Assert.Equal(0, answer["studentCount"].GetInt32());
        var booking = await FindAsync(session.Id);
        Assert.Equal(2, booking.Students.Count);
        Assert.All(booking.Students, place => Assert.False(place.IsActive));
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        (await engify.Api.BookAsync(students[0], course, ta, session.StartsAt)).ShouldBeOk();
        Assert.Empty(await engify.CheckAsync());
    }

    [Fact]
    public async Task A_student_cannot_cancel_a_group_session()
    {
        var session = await engify.School.AddGroupSessionAsync();
        var student = await engify.School.AddStudentAsync();
        (await engify.Api.JoinAsync(session, student)).ShouldBeOk();

        (await engify.Api.CancelAsync(session.Id, As.Student(student.Id))).ShouldBeProblem(403, "forbidden");

        Assert.Equal(BookingStatus.Available, (await FindAsync(session.Id)).Status);
    }

    [Fact]
    public async Task Strangers_cannot_cancel_and_do_not_learn_what_exists()
    {
        var (id, _, _) = await BookAsync();
        var strangers = new[]
        {
            As.Student((await engify.School.AddStudentAsync()).Id),
            As.Ta((await engify.School.AddTaAsync()).Id),
            As.Student(Guid.NewGuid()),
            As.Ta(Guid.NewGuid()),
        };

        foreach (var stranger in strangers)
        {
            foreach (var bookingId in (string[])[id.ToString(), Unknown, "nope"])
            {
                (await engify.Api.PatchAsync($"/bookings/{bookingId}/cancel", by: stranger))
                    .ShouldBeProblem(403, "forbidden");
            }
        }

        Assert.Equal(BookingStatus.Booked, (await FindAsync(id)).Status);
    }

    [Fact]
    public async Task A_caller_who_is_not_signed_in_cannot_cancel()
    {
        var (id, _, _) = await BookAsync();

        (await engify.Api.CancelAsync(id, As.Anonymous)).ShouldBeProblem(401, "unauthenticated");
    }

    [Theory]
    [InlineData(Unknown)]
    [InlineData("nope")]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    public async Task An_administrator_is_told_that_a_booking_does_not_exist(string id) =>
        (await engify.Api.PatchAsync($"/bookings/{id}/cancel")).ShouldBeProblem(404, "booking_not_found");

    private async Task<(Guid Id, Student Student, Ta Ta)> BookAsync()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var student = await engify.School.AddStudentAsync();
        return ((await engify.Api.BookAsync(student, course, ta)).ShouldBeOk().Id, student, ta);
    }

    private Task<Booking> FindAsync(Guid id) => engify.QueryAsync(db => db.Bookings
        .Include(booking => booking.Students).SingleAsync(booking => booking.Id == id));

    private Task<int> RemainingAsync(BundlePurchase purchase) => engify.QueryAsync(db => db.BundlePurchases
        .Where(found => found.Id == purchase.Id).Select(found => found.RemainingSessions).SingleAsync());

    private static string Caller(string role, Guid studentId, Guid taId) => role switch
    {
        "student" => As.Student(studentId),
        "ta" => As.Ta(taId),
        _ => As.Admin,
    };
}
