using Engify.Features.Courses;
using Microsoft.EntityFrameworkCore;

namespace Engify.Tests.Availability;

/// <summary>When and for how long sessions may be booked, everywhere and in a course.</summary>
public sealed class BookingRulesTests(EngifyFixture engify) : IClassFixture<EngifyFixture>, IAsyncLifetime
{
    private const string Path = "/booking-rules";

    private const string Usual =
        """{"noticeMinutes":0,"horizonDays":365,"stepMinutes":null,"durations":null,"""
        + "\"studentMaxMinutesPerWeek\":null,\"requiresHours\":false}";

    private static readonly int[] Durations = [60, 30, 60];
    private static readonly int[] OnlyOne = [45];

    public Task InitializeAsync() => engify.ExecuteAsync(
        """
        DELETE FROM booking_rules WHERE course_id IS NOT NULL;
        UPDATE booking_rules SET notice_minutes = NULL, horizon_days = NULL, step_minutes = NULL, durations = NULL,
            student_max_minutes_per_week = NULL, requires_hours = NULL
        """);

    public Task DisposeAsync() => InitializeAsync();

    [Fact]
    public async Task Anyone_sees_the_rules_and_administrators_change_them()
    {
        var seen = (await engify.Api.GetAsync(Path, As.Anonymous)).ShouldBeOk();
        Assert.Equal(Usual, seen.Text);

        var changed = await engify.Api.PutAsync(
            Path,
            new
            {
                noticeMinutes = 120,
                horizonDays = 30,
                stepMinutes = 15,
                durations = Durations,
                studentMaxMinutesPerWeek = 240,
                requiresHours = true,
            },
            seen.ETag);

        Assert.Equal(
            """{"noticeMinutes":120,"horizonDays":30,"stepMinutes":15,"durations":[30,60],"""
                + "\"studentMaxMinutesPerWeek\":240,\"requiresHours\":true}",
            changed.ShouldBeOk().Text);
        var now = await engify.Api.GetAsync(Path, As.Anonymous);
        Assert.Equal((changed.Text, changed.ETag), (now.Text, now.ETag));
        Assert.True(await engify.QueryAsync(db => db.AuditEntries.AnyAsync(
            entry => entry.Action == "ChangeBookingRules" && entry.ObjectType == "booking_rules")));
        // What is left out is as it usually is.
        Assert.Equal(Usual, (await engify.Api.PutAsync(Path, new { }, now.ETag)).ShouldBeOk().Text);
    }

    [Fact]
    public async Task A_course_inherits_what_it_does_not_say()
    {
        var course = await engify.School.AddCourseAsync();
        (await engify.Api.PutAsync(Path, new { noticeMinutes = 60, stepMinutes = 30 }, "*")).ShouldBeOk();
        var seen = (await engify.Api.GetAsync(Of(course), As.Anonymous)).ShouldBeOk();

        var changed = (await engify.Api.PutAsync(
            Of(course), new { noticeMinutes = 0, durations = OnlyOne, requiresHours = true }, seen.ETag))
            .ShouldBeOk();

        Assert.Equal((0, 30, 365), (
            changed["noticeMinutes"].GetInt32(), changed["stepMinutes"].GetInt32(),
            changed["horizonDays"].GetInt32()));
        Assert.Equal(
            """{"noticeMinutes":0,"horizonDays":null,"stepMinutes":null,"durations":[45],"""
                + "\"studentMaxMinutesPerWeek\":null,\"requiresHours\":true}",
            changed["own"].GetRawText());
        (await engify.Api.PutAsync(Path, new { stepMinutes = 20 }, "*")).ShouldBeOk();
        var now = await engify.Api.GetAsync(Of(course), As.Anonymous);
        Assert.Equal((0, 20), (now["noticeMinutes"].GetInt32(), now["stepMinutes"].GetInt32()));
        Assert.True(await engify.QueryAsync(db => db.AuditEntries.AnyAsync(
            entry => entry.Action == "ChangeCourseBookingRules" && entry.ObjectId == $"{course.Id}")));
    }

    [Fact]
    public async Task The_notice_is_shorter_than_the_time_ahead_wherever_either_comes_from()
    {
        var (course, other) = (await engify.School.AddCourseAsync(), await engify.School.AddCourseAsync());

        (await engify.Api.PutAsync(Path, new { noticeMinutes = 1440, horizonDays = 1 }, "*"))
            .ShouldBeProblem(400, "notice_exceeds_horizon");
        (await engify.Api.PutAsync(Path, new { noticeMinutes = 365 * 1440 }, "*"))
            .ShouldBeProblem(400, "notice_exceeds_horizon");
        (await engify.Api.PutAsync(Path, new { noticeMinutes = 1439, horizonDays = 1 }, "*")).ShouldBeOk();
        (await engify.Api.PutAsync(Of(course), new { noticeMinutes = 1440 }, "*"))
            .ShouldBeProblem(400, "notice_exceeds_horizon");
        (await engify.Api.PutAsync(Of(course), new { noticeMinutes = 2000, horizonDays = 2 }, "*")).ShouldBeOk();
        (await engify.Api.PutAsync(Path, new { horizonDays = 3 }, "*")).ShouldBeOk();
        (await engify.Api.PutAsync(Of(other), new { noticeMinutes = 3000 }, "*")).ShouldBeOk();
        // It fits by itself, but not what the other course says.
        (await engify.Api.PutAsync(Path, new { horizonDays = 2 }, "*")).ShouldBeProblem(400, "notice_exceeds_horizon");
        Assert.Equal(3, (await engify.Api.GetAsync(Path))["horizonDays"].GetInt32());
    }

    [Theory]
    [InlineData("""{"noticeMinutes":-1}""", "noticeMinutes")]
    [InlineData("""{"horizonDays":0}""", "horizonDays")]
    [InlineData("""{"horizonDays":3661}""", "horizonDays")]
    [InlineData("""{"stepMinutes":0}""", "stepMinutes")]
    [InlineData("""{"stepMinutes":1441}""", "stepMinutes")]
    [InlineData("""{"durations":[]}""", "durations")]
    [InlineData("""{"durations":[30,14]}""", "durations[1]")]
    [InlineData("""{"durations":[481]}""", "durations[0]")]
    [InlineData("""{"studentMaxMinutesPerWeek":0}""", "studentMaxMinutesPerWeek")]
    public async Task What_is_no_rule_is_refused(string body, string member)
    {
        var course = await engify.School.AddCourseAsync();

        foreach (var path in new[] { Path, Of(course) })
            (await engify.Api.SendAsync("PUT", path, body, As.Admin, ("If-Match", "*"))).ShouldBeInvalid(member);
    }

    [Theory]
    [InlineData("""{"noticeMinutes":2147483648}""")]
    [InlineData("""{"durations":[null]}""")]
    [InlineData("""{"durations":60}""")]
    [InlineData("""{"requiresHours":"yes"}""")]
    public async Task What_cannot_be_read_is_refused(string body) =>
        Assert.Equal(400, (await engify.Api.SendAsync("PUT", Path, body, As.Admin, ("If-Match", "*"))).Status);

    [Fact]
    public async Task Only_who_has_seen_the_rules_may_change_them()
    {
        var course = await engify.School.AddCourseAsync();
        foreach (var path in new[] { Path, Of(course) })
        {
            var seen = await engify.Api.GetAsync(path);
            (await engify.Api.PutAsync(path, new { }, null)).ShouldBeProblem(428, "precondition_required");
            (await engify.Api.PutAsync(path, new { stepMinutes = 10 }, seen.ETag)).ShouldBeOk();
            (await engify.Api.PutAsync(path, new { }, seen.ETag)).ShouldBeProblem(412, "changed_meanwhile");
            (await engify.Api.PutAsync(path, new { }, "*", As.Ta(Guid.NewGuid()))).ShouldBeProblem(403, "forbidden");
        }
    }

    [Fact]
    public async Task Of_two_who_give_a_course_its_first_rules_at_once_one_wins()
    {
        var course = await engify.School.AddCourseAsync();
        var seen = await engify.Api.GetAsync(Of(course));

        var answers = await Task.WhenAll(Enumerable.Range(1, 8).Select(step => engify.Api.PutAsync(
            Of(course), new { stepMinutes = step }, seen.ETag)));

        Assert.Single(answers, answer => answer.Status == 200);
        Assert.All(
            answers.Where(answer => answer.Status != 200), answer => answer.ShouldBeProblem(412, "changed_meanwhile"));
    }

    [Fact]
    public async Task A_course_must_exist()
    {
        var retired = await engify.School.AddCourseAsync(isActive: false);

        (await engify.Api.GetAsync($"/courses/{Guid.NewGuid()}/booking-rules"))
            .ShouldBeProblem(404, "course_not_found");
        (await engify.Api.PutAsync($"/courses/{Guid.NewGuid()}/booking-rules", new { }, "*"))
            .ShouldBeProblem(404, "course_not_found");
        (await engify.Api.GetAsync(Of(retired))).ShouldBeProblem(404, "course_not_found");
    }

    [Fact]
    public async Task Administrators_see_and_change_the_rules_of_a_course_that_is_not_offered()
    {
        var retired = await engify.School.AddCourseAsync(isActive: false);
        var path = $"{Of(retired)}?includeInactive=true";

        var seen = await engify.Api.GetAsync(path);
        seen.ShouldBeOk();
        (await engify.Api.PutAsync(Of(retired), new { stepMinutes = 20 }, seen.ETag)).ShouldBeOk();
        (await engify.Api.GetAsync(path, As.Ta(Guid.NewGuid()))).ShouldBeProblem(403, "forbidden");
        (await engify.Api.GetAsync(path, As.Anonymous)).ShouldBeProblem(401, "unauthenticated");
    }

    private static string Of(Course course) => $"/courses/{course.Id}/booking-rules";
}
