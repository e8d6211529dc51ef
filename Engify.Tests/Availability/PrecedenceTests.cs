using Engify.Features.Closures;
using Engify.Features.Courses;
using Engify.Features.Students;
using Engify.Features.Tas;

namespace Engify.Tests.Availability;

/// <summary>
/// Of two rules that refuse a booking, the one that comes first in the list answers. The present is Monday, 2 March
/// 2026, noon UTC.
/// </summary>
public sealed class PrecedenceTests(EngifyFixture engify) : IClassFixture<EngifyFixture>, IAsyncLifetime
{
    private Course course = null!;
    private Ta ta = null!;
    private Student student = null!;
    private Dictionary<string, object?> body = null!;

    public async Task InitializeAsync()
    {
        (course, ta) = await engify.School.AddCourseWithTaAsync();
        await engify.School.ChangeAsync(ta, "time_zone = 'UTC'");
        await engify.School.AddHoursAsync(ta, TimeSpan.FromHours(9), TimeSpan.FromHours(17));
        student = await engify.School.AddStudentAsync();
        body = School.Individual(student, course, ta, Schedules.At("2026-03-11T10:00Z"));
    }

    public Task DisposeAsync() => engify.School.RunAsync("DELETE FROM terms; DELETE FROM closures");

    [Fact]
    public async Task The_shape_comes_before_the_future()
    {
        body["durationMinutes"] = 14;
        body["date"] = "2026-03-01T10:00:00Z";

        (await PostAsync()).ShouldBeInvalid("durationMinutes");
    }

    [Fact]
    public async Task The_future_comes_before_the_opening()
    {
        await CloseTermAsync("2026-02-01", "2026-03-31");

        body["date"] = "2026-03-02T12:00:00Z";
        await ShouldBeAsync("start_in_past");
        body["date"] = "2026-03-02T12:00:01Z";
        await ShouldBeAsync("booking_not_open");
    }

    [Fact]
    public async Task The_opening_comes_before_the_notice_and_the_horizon()
    {
        await CloseTermAsync("2026-03-01", "2026-03-31");

        await RulesAsync("notice_minutes = 20000");
        await ShouldBeAsync("booking_not_open");
        await RulesAsync("notice_minutes = 0, horizon_days = 1");
        await ShouldBeAsync("booking_not_open");
    }

    [Fact]
    public async Task The_notice_and_the_horizon_come_before_the_length()
    {
        await RulesAsync("durations = ARRAY[30], notice_minutes = 20000");
        await ShouldBeAsync("too_soon");
        await RulesAsync("notice_minutes = 0, horizon_days = 1");
        await ShouldBeAsync("too_far_ahead");
    }

    [Fact]
    public async Task The_length_comes_before_the_step()
    {
        body["date"] = "2026-03-11T10:10:00Z";
        await RulesAsync("durations = ARRAY[30], step_minutes = 30");
        await ShouldBeAsync("duration_not_offered");
        body["durationMinutes"] = 30;
        await ShouldBeAsync("start_not_offered");
    }

    [Fact]
    public async Task The_step_comes_before_the_student()
    {
        body["date"] = "2026-03-11T10:10:00Z";
        await RulesAsync("step_minutes = 30");
        body["studentId"] = Guid.NewGuid();
        (await PostAsync()).ShouldBeProblem(400, "start_not_offered");
        body["studentId"] = student.Id;
        await engify.School.RetireAsync<Student>(student.Id);
        await ShouldBeAsync("start_not_offered");
    }

    [Fact]
    public async Task The_student_comes_before_the_course()
    {
        body["courseId"] = Guid.NewGuid();
        (await PostAsync()).ShouldBeProblem(404, "course_not_found");
        await engify.School.RetireAsync<Student>(student.Id);
        (await PostAsync()).ShouldBeProblem(400, "student_inactive");
        body["studentId"] = Guid.NewGuid();
        (await PostAsync()).ShouldBeProblem(404, "student_not_found");
    }

    [Fact]
    public async Task The_course_comes_before_the_ta_who_comes_before_what_they_teach()
    {
        var other = await engify.School.AddTaAsync();
        body["taId"] = other.Id;
        (await PostAsync()).ShouldBeProblem(400, "ta_does_not_teach_course");
        await engify.School.RetireAsync<Ta>(other.Id);
        (await PostAsync()).ShouldBeProblem(404, "ta_not_found");
        await engify.School.RetireAsync<Course>(course.Id);
        (await PostAsync()).ShouldBeProblem(404, "course_not_found");
    }

    [Fact]
    public async Task Teaching_comes_before_closures()
    {
        await CloseAsync("2026-03-11");
        body["taId"] = (await engify.School.AddTaAsync()).Id;

        (await PostAsync()).ShouldBeProblem(400, "ta_does_not_teach_course");
    }

    [Fact]
    public async Task Closures_come_before_hours()
    {
        await CloseAsync("2026-03-11");
        body["date"] = "2026-03-11T20:00:00Z";
        await ShouldBeAsync("institution_closed");
        body["taId"] = null;
        (await PostAsync()).ShouldBeProblem(400, "institution_closed");
    }

    [Fact]
    public async Task Hours_come_before_what_the_ta_has_booked()
    {
        await engify.School.AddBookingAsync(
            await engify.School.AddStudentAsync(), course, ta, Schedules.At("2026-03-11T16:00Z"), minutes: 120);

        body["date"] = "2026-03-11T16:30:00Z";
        await ShouldBeAsync("outside_ta_hours");
        body["date"] = "2026-03-11T15:30:00Z";
        await ShouldBeAsync("ta_not_available");
    }

    [Fact]
    public async Task What_the_ta_has_booked_comes_before_limits()
    {
        await engify.School.ChangeAsync(ta, "max_minutes_per_day = 60");
        await engify.School.AddBookingAsync(
            await engify.School.AddStudentAsync(), course, ta, Schedules.At("2026-03-11T10:30Z"));

        await ShouldBeAsync("ta_not_available");
        body["date"] = "2026-03-11T11:30:00Z";
        await ShouldBeAsync("ta_limit_reached");
    }

    [Fact]
    public async Task The_ta_comes_before_what_the_student_has_booked()
    {
        await engify.School.ChangeAsync(ta, "max_minutes_per_week = 30");
        var (elsewhere, other) = await engify.School.AddCourseWithTaAsync();
        await engify.School.AddBookingAsync(student, elsewhere, other, Schedules.At("2026-03-11T10:30Z"));

        await ShouldBeAsync("ta_limit_reached");
        await engify.School.ChangeAsync(ta, "max_minutes_per_week = NULL");
        await ShouldBeAsync("student_not_available");
    }

    [Fact]
    public async Task What_the_student_has_booked_comes_before_the_limit_which_comes_before_payment()
    {
        await RulesAsync("student_max_minutes_per_week = 60");
        var (elsewhere, other) = await engify.School.AddCourseWithTaAsync();
        var booked = await engify.School.AddBookingAsync(student, elsewhere, other, Schedules.At("2026-03-11T10:30Z"));
        body["bundlePurchaseId"] = Guid.NewGuid();

        await ShouldBeAsync("student_not_available");
        body["date"] = "2026-03-11T12:00:00Z";
        await ShouldBeAsync("student_limit_reached");
        (await engify.Api.CancelAsync(booked.Id)).ShouldBeOk();
        (await PostAsync()).ShouldBeProblem(404, "bundle_purchase_not_found");
    }

    [Fact]
    public async Task If_no_ta_can_it_is_said_so_unless_something_concerns_everybody()
    {
        body["taId"] = null;
        await engify.School.AddBookingAsync(
            await engify.School.AddStudentAsync(), course, ta, Schedules.At("2026-03-11T10:30Z"));
        (await PostAsync()).ShouldBeProblem(400, "no_ta_available");

        await engify.School.RetireAsync<Student>(student.Id);
        (await PostAsync()).ShouldBeProblem(400, "student_inactive");
        await RulesAsync("notice_minutes = 20000");
        (await PostAsync()).ShouldBeProblem(400, "too_soon");
    }

    /// <summary>Booking is refused by it, and explaining names it first.</summary>
    private async Task ShouldBeAsync(string code)
    {
        var date = body["date"] is DateTimeOffset start ? $"{start.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}" : body["date"];
        var explained = (await engify.Api.GetAsync(
            $"/courses/{course.Id}/slots/explain?date={date}&durationMinutes={body["durationMinutes"]}"
            + $"&taId={body["taId"]}&studentId={student.Id}")).ShouldBeOk();

        Assert.Equal(code, explained["reasons"][0].GetProperty("code").GetString());
        (await PostAsync()).ShouldBeProblem(400, code);
    }

    private Task<Answer> PostAsync() => engify.Api.PostAsync(BookingSteps.IndividualPath, body);

    private Task RulesAsync(string assignments) => engify.School.SetRulesAsync(assignments, course.Id);

    private Task CloseAsync(string date) => engify.School.AddAsync(new Closure(
        Guid.NewGuid(), $"{Guid.NewGuid()}", Schedules.Date(date), Schedules.Date(date)));

    private Task CloseTermAsync(string first, string last) => engify.School.AddAsync(
        new Engify.Features.Terms.Term(
            Guid.NewGuid(), "T", "T", Schedules.Date(first), Schedules.Date(last), EngifyFixture.Start.AddDays(1)));
}
