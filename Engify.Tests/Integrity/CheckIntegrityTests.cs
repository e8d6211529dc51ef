using System.Globalization;
using Engify.Features.Bookings;
using Engify.Features.Students;
using Microsoft.EntityFrameworkCore;

namespace Engify.Tests.Integrity;

/// <summary>Each fault is planted by SQL, with the constraint that forbids it dropped.</summary>
public sealed class CheckIntegrityTests : IAsyncLifetime
{
    private readonly EngifyFixture engify = new();

    public Task InitializeAsync() => engify.InitializeAsync();

    public Task DisposeAsync() => engify.DisposeAsync();

    [Fact]
    public async Task A_sound_database_has_no_fault()
    {
        await BookAsync(hours: 2, bundled: true);
        await JoinAsync(await engify.School.AddGroupSessionAsync(capacity: 1));

        Assert.Empty(await engify.CheckAsync());
    }

    [Theory]
    [InlineData("UPDATE bundle_purchases SET remaining_sessions = remaining_sessions + 1")]
    [InlineData("UPDATE bundle_purchases SET remaining_sessions = remaining_sessions - 1")]
    [InlineData("UPDATE bookings SET bundle_purchase_id = NULL")]
    [InlineData(
        "UPDATE bookings SET status = 'CANCELLED', student_count = 0; UPDATE booking_students SET is_active = false")]
    public async Task A_balance_that_is_not_what_was_spent_is_a_fault(string planted)
    {
        await BookAsync(bundled: true);

        await PlantAsync(planted);

        Assert.Contains(await engify.CheckAsync(), fault => fault.Code == "bundle_balance");
    }

    [Fact]
    public async Task A_balance_that_is_what_was_spent_but_less_than_nothing_is_a_fault()
    {
        await BookAsync(hours: 2, bundled: true);

        await PlantAsync(
            """
            ALTER TABLE bundle_purchases DROP CONSTRAINT ck_bundle_purchases_remaining_sessions;
            UPDATE bundle_purchases SET total_sessions = 1, remaining_sessions = -1
            """);

        Assert.Contains(await engify.CheckAsync(), fault => fault.Code == "bundle_balance");
    }

    [Theory]
    [InlineData("UPDATE bookings SET student_count = 2")]
    [InlineData("DELETE FROM booking_students")]
    [InlineData("UPDATE booking_students SET is_active = false")]
    public async Task A_count_that_is_not_the_number_of_students_is_a_fault(string planted)
    {
        await JoinAsync(await engify.School.AddGroupSessionAsync(capacity: 5));

        await PlantAsync(planted);

        Assert.Contains(await engify.CheckAsync(), fault => fault.Code == "student_count");
    }

    [Fact]
    public async Task More_students_than_seats_is_a_fault()
    {
        var session = await engify.School.AddGroupSessionAsync(capacity: 2);
        await JoinAsync(session);
        await JoinAsync(session);

        await PlantAsync(
            """
            ALTER TABLE bookings DROP CONSTRAINT ck_bookings_student_count, DROP CONSTRAINT ck_bookings_full;
            UPDATE bookings SET capacity = 1
            """);

        Assert.Contains(await engify.CheckAsync(), fault => fault.Code == "student_count" && fault.Id == session.Id);
    }

    [Theory]
    [InlineData("UPDATE bookings SET status = 'AVAILABLE'", 1)]
    [InlineData("UPDATE bookings SET status = 'FULL'", 2)]
    public async Task A_session_that_is_called_full_and_is_not_or_the_other_way_round_is_a_fault(
        string planted, int capacity)
    {
        var session = await engify.School.AddGroupSessionAsync(capacity);
        await JoinAsync(session);

        await PlantAsync($"ALTER TABLE bookings DROP CONSTRAINT ck_bookings_full; {planted}");

        Assert.Contains(await engify.CheckAsync(), fault => fault.Code == "full_status" && fault.Id == session.Id);
    }

    [Fact]
    public async Task A_cancelled_session_with_students_is_a_fault()
    {
        await BookAsync();

        await PlantAsync("UPDATE bookings SET status = 'CANCELLED'");

        Assert.Contains(await engify.CheckAsync(), fault => fault.Code == "cancelled_with_students");
    }

    [Fact]
    public async Task A_ta_in_two_places_is_a_fault()
    {
        await BookAsync(hours: 3);

        await PlantAsync(
            """
            ALTER TABLE bookings DROP CONSTRAINT ex_bookings_ta_overlap;
            ALTER TABLE booking_students DROP CONSTRAINT ex_booking_students_overlap;
            UPDATE bookings SET ends_at = ends_at + interval '150 minutes'
            WHERE starts_at = (SELECT min(starts_at) FROM bookings)
            """);

        var faults = await engify.CheckAsync();
        // The first one reaches into both that follow, which between them are apart.
        Assert.Equal(2, faults.Count(fault => fault.Code == "ta_overlap"));
        Assert.Equal(2, faults.Count(fault => fault.Code == "student_overlap"));
    }

    [Fact]
    public async Task A_session_in_the_break_after_another_is_a_fault()
    {
        await BookAsync(hours: 2);

        await PlantAsync(
            """
            ALTER TABLE bookings DROP CONSTRAINT ex_bookings_ta_overlap;
            UPDATE bookings SET blocked_until = ends_at + interval '1 second'
            """);

        Assert.Equal(["ta_break"], (await engify.CheckAsync()).Select(fault => fault.Code));
    }

    [Theory]
    [InlineData("ta_limit", "UPDATE tas SET max_minutes_per_day = {0}")]
    [InlineData("ta_limit", "UPDATE tas SET max_minutes_per_week = {0}")]
    [InlineData("student_limit", "UPDATE booking_rules SET student_max_minutes_per_week = {0}")]
    public async Task More_than_a_limit_allows_is_a_fault_unless_it_was_booked_past_it(string code, string limit)
    {
        const string AlwaysHeld =
            "UPDATE tas SET limits_since = '2000-01-01'; UPDATE booking_rules SET limits_since = '2000-01-01'";
        await BookAsync(hours: 2);
        await PlantAsync(string.Format(CultureInfo.InvariantCulture, limit, 119));
        Assert.Empty(await engify.CheckAsync()); // booked before the limit

        await PlantAsync(AlwaysHeld);
        Assert.Equal([code], (await engify.CheckAsync()).Select(fault => fault.Code));

        await PlantAsync(
            "UPDATE bookings SET is_override = true WHERE starts_at = (SELECT max(starts_at) FROM bookings)");
        Assert.Empty(await engify.CheckAsync());

        await PlantAsync("UPDATE bookings SET is_override = false");
        await PlantAsync(string.Format(CultureInfo.InvariantCulture, limit, 120));
        await PlantAsync(AlwaysHeld);
        Assert.Empty(await engify.CheckAsync());
    }

    [Fact]
    public async Task A_student_in_two_places_is_a_fault()
    {
        var student = await engify.School.AddStudentAsync();
        await JoinAsync(await engify.School.AddGroupSessionAsync(), student);
        await JoinAsync(await engify.School.AddGroupSessionAsync(startsAt: School.Tomorrow.AddHours(2)), student);

        await PlantAsync(
            """
            ALTER TABLE booking_students DROP CONSTRAINT ex_booking_students_overlap;
            UPDATE bookings SET starts_at = starts_at - interval '1 hour'
            WHERE starts_at = (SELECT max(starts_at) FROM bookings)
            """);

        Assert.Equal(["student_overlap"], (await engify.CheckAsync()).Select(fault => fault.Code));
    }

    [Theory]
    [InlineData("UPDATE booking_students SET starts_at = starts_at + interval '1 minute'")]
    [InlineData("UPDATE booking_students SET ends_at = ends_at + interval '1 minute'")]
    [InlineData("UPDATE booking_students SET booking_id = gen_random_uuid()")]
    public async Task A_student_who_has_a_session_at_another_time_than_it_is_is_a_fault(string planted)
    {
        await BookAsync();

        await PlantAsync($"ALTER TABLE booking_students DROP CONSTRAINT fk_booking_students_bookings; {planted}");

        Assert.Contains(await engify.CheckAsync(), fault => fault.Code == "session_times");
    }

    private async Task BookAsync(int hours = 1, bool bundled = false)
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var student = await engify.School.AddStudentAsync();
        var bundle = bundled
            ? await engify.School.AddPurchaseAsync(student, await engify.School.AddBundleAsync(course))
            : null;
        for (var hour = 0; hour < hours; hour++)
        {
            var body = School.Individual(student, course, ta, School.Tomorrow.AddHours(hour), bundle: bundle);
            (await engify.Api.PostAsync("/bookings/individual", body)).ShouldBeOk();
        }
    }

    private async Task JoinAsync(Booking session, Student? student = null)
    {
        student ??= await engify.School.AddStudentAsync();
        (await engify.Api.PostAsync($"/group-sessions/{session.Id}/join", new { studentId = student.Id })).ShouldBeOk();
    }

    private Task<int> PlantAsync(string sql) => engify.QueryAsync(db => db.Database.ExecuteSqlRawAsync(sql));
}
