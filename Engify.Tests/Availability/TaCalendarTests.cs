using System.Text.Json;
using Engify.Features.Tas;

namespace Engify.Tests.Availability;

/// <summary>Some days of a TA, ready to draw.</summary>
public sealed class TaCalendarTests(EngifyFixture engify) : IClassFixture<EngifyFixture>
{
    [Fact]
    public async Task A_ta_sees_hours_sessions_absences_and_closures()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var student = await engify.School.AddStudentAsync();
        // Wednesdays and Thursdays in Toronto, where clocks go forward on Sunday the 8th.
        (await engify.Api.PutAsync(
            $"/tas/{ta.Id}/hours",
            new
            {
                timeZone = "America/Toronto",
                weekly = new object[]
                {
                    new { dayOfWeek = 3, start = "09:00", end = "12:00" },
                    new { dayOfWeek = 3, start = "12:00", end = "17:00" },
                    new { dayOfWeek = 4, start = "20:00", end = "24:00" },
                    new { dayOfWeek = 5, start = "00:00", end = "01:00" },
                    new { dayOfWeek = 0, start = "01:00", end = "04:00" },
                },
            },
            "*")).ShouldBeOk();
        (await engify.Api.PutAsync($"/tas/{ta.Id}/overrides/2026-03-11", new { hours = Array.Empty<object>() }, null))
            .ShouldBeOk();
        var booked = (await engify.Api.BookAsync(
            student, course, ta, Instant("2026-03-04T15:00:00Z"))).ShouldBeOk().Id;
        (await engify.Api.PostAsync(
            $"/tas/{ta.Id}/absences",
            new { startsAt = "2026-03-04T19:00:00Z", endsAt = "2026-03-04T20:00:00Z", reason = "Dentist" }))
            .ShouldBeCreated();
        var closed = (await engify.Api.PostAsync(
            "/closures", new { name = $"Closed {ta.Id}", startsOn = "2026-03-13", endsOn = "2026-03-13" }))
            .ShouldBeCreated()["closure"].GetProperty("id").GetGuid();

        var calendar = (await engify.Api.GetAsync(Path(ta, "2026-03-04", "2026-03-13"), As.Ta(ta.Id))).ShouldBeOk();

        Assert.Equal("America/Toronto", calendar["timeZone"].GetString());
        Assert.Equal(
            [
                ("2026-03-04T14:00:00Z", "2026-03-04T19:00:00Z"), ("2026-03-04T20:00:00Z", "2026-03-04T22:00:00Z"),
                // Adjacent hours are one period, also across midnight.
                ("2026-03-06T01:00:00Z", "2026-03-06T06:00:00Z"),
                // The night has an hour less.
                ("2026-03-08T06:00:00Z", "2026-03-08T08:00:00Z"),
                // The institution closes at midnight.
                ("2026-03-13T00:00:00Z", "2026-03-13T04:00:00Z"),
            ],
            Open(calendar));
        Assert.Equal([booked], calendar["bookings"].Ids());
        Assert.Equal("Dentist", calendar["absences"][0].GetProperty("reason").GetString());
        Assert.Equal([closed], calendar["closures"].Ids());
        Assert.Equal(204, (await engify.Api.DeleteAsync($"/closures/{closed}")).Status);
    }

    [Theory]
    [InlineData("from=2026-03-02&to=2026-04-03", "to")]
    [InlineData("from=2026-03-02&to=2026-03-01", "to")]
    [InlineData("from=9999-12-31&to=9999-12-31", "from")]
    [InlineData("to=2026-03-01", "from")]
    public async Task A_window_that_is_none_or_too_long_is_refused(string query, string member)
    {
        var ta = await engify.School.AddTaAsync();

        (await engify.Api.GetAsync($"/tas/{ta.Id}/calendar?{query}")).ShouldBeInvalid(member);
    }

    [Fact]
    public async Task Without_dates_it_is_a_week_from_today()
    {
        var ta = await engify.School.AddTaAsync();

        var calendar = (await engify.Api.GetAsync($"/tas/{ta.Id}/calendar")).ShouldBeOk();

        Assert.Equal(
            ("2026-03-02", "2026-03-08"), (calendar["from"].GetString(), calendar["to"].GetString()));
        Assert.Equal(0, calendar["open"].GetArrayLength());
        (await engify.Api.GetAsync(Path(ta, "2026-03-02", "2026-04-02"))).ShouldBeOk();
        (await engify.Api.GetAsync($"/tas/{Guid.NewGuid()}/calendar")).ShouldBeProblem(404, "ta_not_found");
    }

    [Fact]
    public async Task A_date_that_the_clocks_skip_is_empty()
    {
        var ta = await engify.School.AddTaAsync();
        (await engify.Api.PutAsync(
            $"/tas/{ta.Id}/hours",
            new
            {
                timeZone = "Pacific/Apia",
                weekly = Enumerable.Range(0, 7).Select(day => new { dayOfWeek = day, start = "00:00", end = "24:00" }),
            },
            "*")).ShouldBeOk();

        Assert.True(Open((await engify.Api.GetAsync(Path(ta, "2011-12-30", "2011-12-30"))).ShouldBeOk()).Count <= 1);
    }

    private static List<(string?, string?)> Open(Answer calendar) =>
    [
        .. calendar["open"].EnumerateArray().Select(period => (
            period.GetProperty("startsAt").GetString(), period.GetProperty("endsAt").GetString())),
    ];

    private static DateTimeOffset Instant(string text) =>
        JsonSerializer.Deserialize<DateTimeOffset>($"\"{text}\"");

    private static string Path(Ta ta, string from, string to) => $"/tas/{ta.Id}/calendar?from={from}&to={to}";
}
