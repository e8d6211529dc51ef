using Engify.Features.Tas;
using Microsoft.EntityFrameworkCore;

namespace Engify.Tests.Availability;

/// <summary>When TAs can be booked every week, and on single dates.</summary>
public sealed class TaHoursTests(EngifyFixture engify) : IClassFixture<EngifyFixture>
{
    [Fact]
    public async Task A_ta_says_when_they_can_be_booked()
    {
        var ta = await engify.School.AddTaAsync();
        var seen = (await engify.Api.GetAsync(Path(ta), As.Ta(ta.Id))).ShouldBeOk();
        Assert.Equal("""{"timeZone":"America/Toronto","weekly":[]}""", seen.Text);

        var changed = await engify.Api.PutAsync(
            Path(ta),
            Weekly(
                Hours(1, "13:00", "24:00"), Hours(1, "00:00", "12:00"),
                Hours(0, "09:00", "17:00", from: "2026-03-01", to: "2026-04-30"),
                Hours(0, "10:00", "12:00", from: "2026-05-01")),
            seen.ETag, As.Ta(ta.Id));

        changed.ShouldBeOk();
        Assert.Equal("America/Toronto", changed["timeZone"].GetString());
        Assert.Equal(
            [
                """{"dayOfWeek":0,"start":"09:00","end":"17:00","from":"2026-03-01","to":"2026-04-30"}""",
                """{"dayOfWeek":0,"start":"10:00","end":"12:00","from":"2026-05-01","to":null}""",
                """{"dayOfWeek":1,"start":"00:00","end":"12:00","from":null,"to":null}""",
                """{"dayOfWeek":1,"start":"13:00","end":"24:00","from":null,"to":null}""",
            ],
            changed["weekly"].EnumerateArray().Select(hours => hours.GetRawText()));
        var now = await engify.Api.GetAsync(Path(ta), As.Student((await engify.School.AddStudentAsync()).Id));
        Assert.Equal((changed.Text, changed.ETag), (now.Text, now.ETag));
        Assert.True(await engify.QueryAsync(db => db.AuditEntries.AnyAsync(
            entry => entry.Action == "ChangeTaHours" && entry.ObjectId == $"{ta.Id}" && entry.ObjectType == "ta")));
    }

    [Fact]
    public async Task Hours_are_replaced_as_a_whole()
    {
        var ta = await engify.School.AddTaAsync();
        var first = await SetAsync(ta, Hours(1, "09:00", "12:00"), Hours(2, "09:00", "12:00"));

        var second = await engify.Api.PutAsync(Path(ta), Weekly(Hours(1, "09:00", "11:00")), first.ETag);
        Assert.Equal(1, second.ShouldBeOk()["weekly"].GetArrayLength());
        var third = await engify.Api.PutAsync(Path(ta), Weekly(), second.ETag);
        Assert.Equal(0, third.ShouldBeOk()["weekly"].GetArrayLength());
        // Whoever has published hours once is bookable inside hours only, even if there are none.
        Assert.True(await engify.QueryAsync(db => db.Tas.AnyAsync(known => known.Id == ta.Id && known.HasHours)));
    }

    [Fact]
    public async Task Only_who_has_seen_the_hours_may_change_them()
    {
        var ta = await engify.School.AddTaAsync();
        var seen = await engify.Api.GetAsync(Path(ta));

        (await engify.Api.PutAsync(Path(ta), Weekly(), null)).ShouldBeProblem(428, "precondition_required");
        (await engify.Api.PutAsync(Path(ta), Weekly(Hours(1, "09:00", "12:00")), seen.ETag)).ShouldBeOk();
        (await engify.Api.PutAsync(Path(ta), Weekly(), seen.ETag)).ShouldBeProblem(412, "changed_meanwhile");
        Assert.Equal(1, (await engify.Api.GetAsync(Path(ta)))["weekly"].GetArrayLength());
    }

    [Fact]
    public async Task Of_two_who_change_hours_at_once_one_wins()
    {
        var ta = await engify.School.AddTaAsync();
        var seen = await engify.Api.GetAsync(Path(ta));

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(hour => engify.Api.PutAsync(
            Path(ta), Weekly(Hours(1, $"{hour:00}:00", "12:00")), seen.ETag)));

        Assert.Single(answers, answer => answer.Status == 200);
        Assert.All(
            answers.Where(answer => answer.Status != 200), answer => answer.ShouldBeProblem(412, "changed_meanwhile"));
        Assert.Equal(1, await engify.QueryAsync(db => db.TaHours.CountAsync(hours => hours.TaId == ta.Id)));
    }

    [Theory]
    [InlineData("09:00", "12:00", null, null, "11:59", "13:00", null, null)]
    [InlineData("09:00", "12:00", null, null, "09:00", "12:00", null, null)]
    [InlineData("23:00", "24:00", null, null, "00:00", "24:00", null, null)]
    [InlineData("09:00", "12:00", null, "2026-03-31", "09:00", "12:00", "2026-03-31", null)]
    [InlineData("09:00", "12:00", "2024-02-29", "2024-02-29", "09:00", "12:00", null, null)]
    public async Task Hours_of_one_day_do_not_overlap_while_both_hold(
        string start, string end, string? from, string? to, string otherStart, string otherEnd, string? otherFrom,
        string? otherTo)
    {
        var ta = await engify.School.AddTaAsync();
        var before = await SetAsync(ta, Hours(5, "01:00", "02:00"));

        (await engify.Api.PutAsync(
            Path(ta), Weekly(Hours(3, start, end, from, to), Hours(3, otherStart, otherEnd, otherFrom, otherTo)),
            before.ETag)).ShouldBeProblem(400, "hours_overlap");

        Assert.Equal(before.Text, (await engify.Api.GetAsync(Path(ta))).Text);
    }

    [Theory]
    [InlineData("09:00", "12:00", null, null, "12:00", "13:00", null, null)]
    [InlineData("09:00", "12:00", null, "2026-03-31", "09:00", "12:00", "2026-04-01", null)]
    [InlineData("09:00", "12:00", "2024-02-29", "2024-02-29", "09:00", "12:00", "2024-03-01", "8999-12-31")]
    public async Task Hours_may_touch_and_follow_each_other(
        string start, string end, string? from, string? to, string otherStart, string otherEnd, string? otherFrom,
        string? otherTo) =>
        Assert.Equal(
            2,
            (await SetAsync(
                await engify.School.AddTaAsync(), Hours(3, start, end, from, to),
                Hours(3, otherStart, otherEnd, otherFrom, otherTo)))["weekly"].GetArrayLength());

    [Theory]
    [InlineData(1, "09:00", "09:00", null, null, "weekly[0].end")]
    [InlineData(1, "12:00", "09:00", null, null, "weekly[0].end")]
    [InlineData(1, "24:00", "24:00", null, null, "weekly[0].end")]
    [InlineData(1, "09:00", "24:01", null, null, "weekly[0].end")]
    [InlineData(1, "09:00", "25:00", null, null, "weekly[0].end")]
    [InlineData(1, "9:00", "12:00", null, null, "weekly[0].start")]
    [InlineData(1, "09:60", "12:00", null, null, "weekly[0].start")]
    [InlineData(1, "\u0661\u0662:00", "13:00", null, null, "weekly[0].start")]
    [InlineData(1, "09:00\n", "13:00", null, null, "weekly[0].start")]
    [InlineData(1, "", "13:00", null, null, "weekly[0].start")]
    [InlineData(7, "09:00", "12:00", null, null, "weekly[0].dayOfWeek")]
    [InlineData(-1, "09:00", "12:00", null, null, "weekly[0].dayOfWeek")]
    [InlineData(1, "09:00", "12:00", "2026-03-02", "2026-03-01", "weekly[0].to")]
    [InlineData(1, "09:00", "12:00", "1899-12-31", null, "weekly[0].from")]
    [InlineData(1, "09:00", "12:00", null, "9999-12-31", "weekly[0].to")]
    public async Task What_is_no_period_is_refused(
        int day, string start, string end, string? from, string? to, string member)
    {
        var ta = await engify.School.AddTaAsync();

        (await engify.Api.PutAsync(Path(ta), Weekly(Hours(day, start, end, from, to)), "*")).ShouldBeInvalid(member);

        Assert.False(await engify.QueryAsync(db => db.TaHours.AnyAsync(hours => hours.TaId == ta.Id)));
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"weekly":null}""")]
    [InlineData("""{"weekly":[null]}""")]
    [InlineData("""{"weekly":[{"dayOfWeek":1,"start":"09:00"}]}""")]
    [InlineData("""{"weekly":[{"dayOfWeek":1,"start":null,"end":"10:00"}]}""")]
    [InlineData("""{"weekly":[{"dayOfWeek":1,"start":"09:00","end":"10:00","from":"2025-02-29"}]}""")]
    [InlineData("""{"weekly":[],"timeZone":"Mars/Olympus"}""")]
    public async Task What_says_no_hours_is_refused(string body)
    {
        var ta = await engify.School.AddTaAsync();

        var refused = await engify.Api.SendAsync("PUT", Path(ta), body, As.Admin, ("If-Match", "*"));

        Assert.Equal(400, refused.Status);
    }

    [Fact]
    public async Task The_hours_are_on_the_clocks_of_the_ta()
    {
        var ta = await engify.School.AddTaAsync();
        var seen = await engify.Api.GetAsync(Path(ta));

        var changed = await engify.Api.PutAsync(
            Path(ta), new { weekly = Array.Empty<object>(), timeZone = "Europe/London" }, seen.ETag);
        Assert.Equal("Europe/London", changed.ShouldBeOk()["timeZone"].GetString());
        Assert.Equal("Europe/London", (await engify.Api.GetAsync($"/tas/{ta.Id}"))["timeZone"].GetString());

        // The institution's zone that was only shown is not made the TA's own.
        var other = await engify.School.AddTaAsync();
        (await engify.Api.PutAsync(
            Path(other), new { weekly = Array.Empty<object>(), timeZone = "America/Toronto" }, "*")).ShouldBeOk();
        Assert.Null(await engify.QueryAsync(db =>
            db.Tas.Where(known => known.Id == other.Id).Select(known => known.TimeZone).SingleAsync()));
    }

    [Fact]
    public async Task Only_the_ta_and_administrators_change_hours()
    {
        var (ta, other) = (await engify.School.AddTaAsync(), await engify.School.AddTaAsync());

        (await engify.Api.PutAsync(Path(ta), Weekly(), "*", As.Ta(other.Id))).ShouldBeProblem(403, "forbidden");
        (await engify.Api.PutAsync(Path(ta), Weekly(), "*", As.Student(ta.Id))).ShouldBeProblem(403, "forbidden");
        (await engify.Api.GetAsync(Path(ta), As.Anonymous)).ShouldBeProblem(401, "unauthenticated");
        (await engify.Api.PutAsync($"/tas/{Guid.NewGuid()}/hours", Weekly(), "*")).ShouldBeProblem(404, "ta_not_found");
        (await engify.Api.PutAsync(Path(ta), Weekly(), "*", As.Ta(ta.Id))).ShouldBeOk();
    }

    [Fact]
    public async Task A_ta_who_is_not_active_is_seen_by_administrators_only()
    {
        var ta = await engify.School.AddTaAsync(isActive: false);

        (await engify.Api.GetAsync(Path(ta), As.Student(Guid.NewGuid()))).ShouldBeProblem(404, "ta_not_found");
        (await engify.Api.GetAsync(Path(ta))).ShouldBeOk();
    }

    [Fact]
    public async Task On_one_date_other_hours_hold()
    {
        var ta = await engify.School.AddTaAsync();

        var set = await engify.Api.PutAsync(
            Override(ta, "2028-02-29"), Day(("13:00", "24:00"), ("09:00", "12:00")), null, As.Ta(ta.Id));
        (await engify.Api.PutAsync(Override(ta, "2028-02-28"), Day(), null, As.Ta(ta.Id))).ShouldBeOk();

        Assert.Equal(
            """{"date":"2028-02-29","hours":[{"start":"09:00","end":"12:00"},{"start":"13:00","end":"24:00"}]}""",
            set.ShouldBeOk().Text);
        var list = await engify.Api.GetAsync(
            $"/tas/{ta.Id}/overrides?from=2028-02-28&to=2028-02-29", As.Student(Guid.NewGuid()));
        Assert.Equal($$"""[{"date":"2028-02-28","hours":[]},{{set.Text}}]""", list.ShouldBeOk().Text);
        Assert.True(await engify.QueryAsync(db => db.AuditEntries.AnyAsync(
            entry => entry.Action == "SetDayOverride" && entry.ObjectId == $"{ta.Id}")));

        // Setting it again replaces it, and deleting it lets the weekly hours hold.
        (await engify.Api.PutAsync(Override(ta, "2028-02-29"), Day(("10:00", "11:00")), null)).ShouldBeOk();
        Assert.Equal(
            1,
            (await engify.Api.GetAsync($"/tas/{ta.Id}/overrides?from=2028-02-29")).Json[0]
                .GetProperty("hours").GetArrayLength());
        Assert.Equal(204, (await engify.Api.DeleteAsync(Override(ta, "2028-02-29"), As.Ta(ta.Id))).Status);
        Assert.True(await engify.QueryAsync(db => db.AuditEntries.AnyAsync(
            entry => entry.Action == "DeleteDayOverride" && entry.ObjectId == $"{ta.Id}")));
        (await engify.Api.DeleteAsync(Override(ta, "2028-02-29"), As.Ta(Guid.NewGuid())))
            .ShouldBeProblem(403, "forbidden");
        (await engify.Api.DeleteAsync(Override(ta, "2028-02-29"))).ShouldBeProblem(404, "override_not_found");
        Assert.Equal("[]", (await engify.Api.GetAsync($"/tas/{ta.Id}/overrides?from=2028-02-29")).Text);
    }

    [Fact]
    public async Task Overrides_are_listed_from_today_for_a_year()
    {
        var ta = await engify.School.AddTaAsync();
        foreach (var date in new[] { "2026-03-01", "2026-03-02", "2027-03-02", "2027-03-03" })
            (await engify.Api.PutAsync(Override(ta, date), Day(), null)).ShouldBeOk();

        var list = (await engify.Api.GetAsync($"/tas/{ta.Id}/overrides")).ShouldBeOk();

        Assert.Equal(
            ["2026-03-02", "2027-03-02"],
            list.Json.EnumerateArray().Select(day => day.GetProperty("date").GetString()));
    }

    [Theory]
    [InlineData("from=2026-03-02&to=2026-03-01", "to")]
    [InlineData("from=2026-03-02&to=2027-03-03", "to")]
    [InlineData("from=9999-12-31", "from")]
    [InlineData("from=1899-12-31", "from")]
    [InlineData("to=2026-03-01", "from")]
    public async Task A_window_that_is_none_or_too_long_is_refused(string query, string member)
    {
        var ta = await engify.School.AddTaAsync();

        (await engify.Api.GetAsync($"/tas/{ta.Id}/overrides?{query}")).ShouldBeInvalid(member);
    }

    [Fact]
    public async Task The_hours_of_one_date_do_not_overlap()
    {
        var ta = await engify.School.AddTaAsync();

        (await engify.Api.PutAsync(Override(ta, "2026-03-14"), Day(("09:00", "12:00"), ("11:00", "13:00")), null))
            .ShouldBeProblem(400, "hours_overlap");
        (await engify.Api.PutAsync(Override(ta, "2026-03-14"), Day(("09:00", "09:00")), null))
            .ShouldBeInvalid("hours[0].end");
        (await engify.Api.PutAsync(Override(ta, "9999-12-31"), Day(), null)).ShouldBeInvalid("date");
        (await engify.Api.PutAsync(Override(ta, "2026-02-29"), Day(), null)).ShouldBeProblem(400, "malformed_request");
        (await engify.Api.PutAsync(Override(ta, "2026-03-14"), Day(), null, As.Ta(Guid.NewGuid())))
            .ShouldBeProblem(403, "forbidden");
        Assert.Equal("[]", (await engify.Api.GetAsync($"/tas/{ta.Id}/overrides")).Text);
    }

    [Fact]
    public async Task Of_many_who_set_one_date_at_once_one_is_last()
    {
        var ta = await engify.School.AddTaAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(hour => engify.Api.PutAsync(
            Override(ta, "2026-03-14"), Day(($"{hour:00}:00", "12:00")), null)));

        Assert.All(answers, answer => answer.ShouldBeOk());
        Assert.Equal(1, await engify.QueryAsync(db => db.TaDayOverrides.CountAsync(day => day.TaId == ta.Id)));
    }

    private async Task<Answer> SetAsync(Ta ta, params object[] hours) =>
        (await engify.Api.PutAsync(Path(ta), Weekly(hours), "*")).ShouldBeOk();

    private static string Path(Ta ta) => $"/tas/{ta.Id}/hours";

    private static string Override(Ta ta, string date) => $"/tas/{ta.Id}/overrides/{date}";

    private static object Weekly(params object[] hours) => new { weekly = hours };

    private static object Hours(int dayOfWeek, string start, string end, string? from = null, string? to = null) =>
        new { dayOfWeek, start, end, from, to };

    private static object Day(params (string Start, string End)[] hours) =>
        new { hours = hours.Select(period => new { start = period.Start, end = period.End }) };
}
