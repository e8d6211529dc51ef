using Engify.Features.Tas;
using Microsoft.EntityFrameworkCore;

namespace Engify.Tests.Availability;

/// <summary>When TAs are away.</summary>
public sealed class AbsenceTests(EngifyFixture engify) : IClassFixture<EngifyFixture>
{
    [Fact]
    public async Task A_ta_is_away_and_learns_which_sessions_are_affected()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var student = await engify.School.AddStudentAsync();
        var inside = (await engify.Api.BookAsync(student, course, ta, At(10))).ShouldBeOk().Id;
        var atTheEdge = (await engify.Api.BookAsync(student, course, ta, At(11.5))).ShouldBeOk().Id;
        (await engify.Api.BookAsync(student, course, ta, At(9))).ShouldBeOk();
        (await engify.Api.BookAsync(student, course, ta, At(13))).ShouldBeOk();
        var cancelled = (await engify.Api.BookAsync(student, course, ta, At(11), 30)).ShouldBeOk().Id;
        (await engify.Api.CancelAsync(cancelled)).ShouldBeOk();

        var created = (await CreateAsync(ta, At(10), At(12), "A wedding", As.Ta(ta.Id))).ShouldBeCreated();

        var absence = created["absence"];
        var path = $"{Path(ta)}/{absence.GetProperty("id").GetGuid()}";
        Assert.Equal(path, created.Headers["Location"]);
        Assert.Equal("A wedding", absence.GetProperty("reason").GetString());
        Assert.Equal([inside, atTheEdge], created["affected"].Ids());
        Assert.Equal(1, created["affected"][0].GetProperty("students").GetArrayLength());
        var seen = (await engify.Api.GetAsync(path, As.Ta(ta.Id))).ShouldBeOk();
        Assert.Equal((absence.GetRawText(), created.ETag), (seen.Text, seen.ETag));
        // It is kept encrypted.
        var kept = await engify.QueryAsync(db => db.TaAbsences.SingleAsync(known => known.TaId == ta.Id));
        Assert.Equal("A wedding", engify.Reveal(kept.Reason));
        Assert.Equal(0, await engify.QueryAsync(db => db.Database
            .SqlQuery<int>(
                $"""SELECT position('wedding'::bytea IN reason) AS "Value" FROM ta_absences WHERE id = {kept.Id}""")
            .SingleAsync()));
        Assert.True(await engify.QueryAsync(db => db.AuditEntries.AnyAsync(
            entry => entry.Action == "CreateAbsence" && entry.ObjectType == "ta_absence"
                && entry.ObjectId == $"{kept.Id}")));
    }

    [Fact]
    public async Task Every_session_that_meets_an_absence_and_is_not_over_is_affected()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var template = await engify.School.AddTemplateAsync(course, ta);
        var now = EngifyFixture.Start;
        await SingleAsync(-90, 90); // over this very moment
        var running = await SingleAsync(0, 60);
        var before = await SingleAsync(90, 60); // begins before the absence
        var unjoined = (await engify.School.AddAsync(template.Schedule(
            Period.From(now.AddMinutes(160), 90), now.AddDays(-1)))).Id;
        var after = await SingleAsync(260, 60); // ends after it
        await SingleAsync(320, 60); // begins when it ends

        Assert.Equal(
            [running],
            (await CreateAsync(ta, now.AddHours(-3), now.AddMinutes(90))).ShouldBeCreated()["affected"].Ids());
        Assert.Equal(
            [before, unjoined, after],
            (await CreateAsync(ta, now.AddMinutes(120), now.AddMinutes(320))).ShouldBeCreated()["affected"].Ids());

        async Task<Guid> SingleAsync(int start, int minutes) => (await engify.School.AddBookingAsync(
            await engify.School.AddStudentAsync(), course, ta, now.AddMinutes(start), minutes)).Id;
    }

    [Fact]
    public async Task An_absence_can_be_taken_back()
    {
        var ta = await engify.School.AddTaAsync();
        var other = await engify.School.AddTaAsync();
        var id = (await CreateAsync(ta, At(10), At(12))).ShouldBeCreated()["absence"].GetProperty("id").GetGuid();

        (await engify.Api.DeleteAsync($"{Path(other)}/{id}", As.Ta(other.Id)))
            .ShouldBeProblem(404, "absence_not_found");
        Assert.Equal(204, (await engify.Api.DeleteAsync($"{Path(ta)}/{id}", As.Ta(ta.Id))).Status);
        Assert.True(await engify.QueryAsync(db => db.AuditEntries.AnyAsync(
            entry => entry.Action == "DeleteAbsence" && entry.ObjectType == "ta_absence"
                && entry.ObjectId == $"{id}")));
        (await engify.Api.DeleteAsync($"{Path(ta)}/{id}")).ShouldBeProblem(404, "absence_not_found");
        (await engify.Api.GetAsync($"{Path(ta)}/{id}")).ShouldBeProblem(404, "absence_not_found");
        Assert.Equal("[]", (await engify.Api.GetAsync(Path(ta))).Text);
    }

    [Fact]
    public async Task Absences_are_listed_by_start_in_pages()
    {
        var ta = await engify.School.AddTaAsync();
        foreach (var hour in new[] { 12, 10, 11, 10 })
            (await CreateAsync(ta, At(hour), At(hour + 1))).ShouldBeCreated();

        var first = (await engify.Api.GetAsync($"{Path(ta)}?limit=3")).ShouldBeOk();
        var second = (await engify.Api.GetAsync(first.Next!)).ShouldBeOk();

        var starts = first.Json.EnumerateArray().Concat(second.Json.EnumerateArray())
            .Select(absence => absence.GetProperty("startsAt").GetDateTimeOffset()).ToList();
        Assert.Equal([At(10), At(10), At(11), At(12)], starts);
        var from = Uri.EscapeDataString($"{At(11):O}");
        var to = Uri.EscapeDataString($"{At(12):O}");
        Assert.Single((await engify.Api.GetAsync($"{Path(ta)}?from={from}&to={to}")).Json.EnumerateArray());
    }

    [Theory]
    [InlineData("2026-03-03T12:00:00Z", "2026-03-03T12:00:00Z", "endsAt")]
    [InlineData("2026-03-03T12:00:00Z", "2026-03-03T11:59:59Z", "endsAt")]
    [InlineData("2026-03-03T12:00:00.0000001Z", "2026-03-03T12:00:00.0000002Z", "endsAt")]
    [InlineData("2026-03-03T12:00:00Z", "9999-12-31T23:59:59Z", "endsAt")]
    [InlineData("1899-12-31T23:59:59Z", "2026-03-03T12:00:00Z", "startsAt")]
    public async Task What_is_no_time_is_refused(string startsAt, string endsAt, string member)
    {
        var ta = await engify.School.AddTaAsync();

        (await engify.Api.PostAsync(Path(ta), new { startsAt, endsAt })).ShouldBeInvalid(member);
    }

    [Fact]
    public async Task A_reason_is_text_of_limited_length()
    {
        var ta = await engify.School.AddTaAsync();

        (await CreateAsync(ta, At(10), At(12), new string('x', 1001))).ShouldBeInvalid("reason");
        (await CreateAsync(ta, At(10), At(12), "a\0b")).ShouldBeInvalid("reason");
        Assert.Null((await CreateAsync(ta, At(10), At(12), "  ")).ShouldBeCreated()["absence"]
            .GetProperty("reason").GetString());
    }

    [Fact]
    public async Task Others_learn_nothing_of_absences()
    {
        var (ta, other) = (await engify.School.AddTaAsync(), await engify.School.AddTaAsync());
        var student = As.Student((await engify.School.AddStudentAsync()).Id);
        var one = (await CreateAsync(ta, At(10), At(12), "A wedding")).ShouldBeCreated().Headers["Location"];

        foreach (var path in new[] { Path(ta), one, $"/tas/{ta.Id}/calendar" })
        {
            (await engify.Api.GetAsync(path, As.Ta(other.Id))).ShouldBeProblem(403, "forbidden");
            (await engify.Api.GetAsync(path, student)).ShouldBeProblem(403, "forbidden");
            (await engify.Api.GetAsync(path, As.Anonymous)).ShouldBeProblem(401, "unauthenticated");
        }

        (await CreateAsync(ta, At(10), At(12), by: As.Ta(other.Id))).ShouldBeProblem(403, "forbidden");
        (await engify.Api.DeleteAsync(one, As.Ta(other.Id))).ShouldBeProblem(403, "forbidden");
        (await engify.Api.PostAsync($"/tas/{Guid.NewGuid()}/absences", new { startsAt = At(1), endsAt = At(2) }))
            .ShouldBeProblem(404, "ta_not_found");
    }

    /// <summary>Each session that is booked at the same moment is listed as affected, or refused.</summary>
    [Fact]
    public async Task No_session_slips_past_an_absence()
    {
        for (var round = 0; round < 5; round++)
        {
            var (course, ta) = await engify.School.AddCourseWithTaAsync();
            var students = await engify.School.AddStudentsAsync(6);

            var absence = CreateAsync(ta, At(8), At(20));
            var bookings = await Task.WhenAll(students.Select((student, index) =>
                engify.Api.BookAsync(student, course, ta, At(9 + index))));
            var affected = (await absence).ShouldBeCreated()["affected"].Ids();

            Assert.Equal(
                bookings.Where(booking => booking.Status == 200).Select(booking => booking.Id).Order(),
                affected.Order());
            Assert.All(
                bookings.Where(booking => booking.Status != 200),
                booking => booking.ShouldBeProblem(400, booking.Code!));
        }
    }

    /// <summary>
    /// A booking that looked for absences before this one was there, and goes on after it is, is judged anew.
    /// </summary>
    [Fact]
    public async Task A_session_that_was_judged_before_an_absence_and_written_after_it_is_refused()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var student = await engify.School.AddStudentAsync();
        await using var judging = await HeldJudgement.OfBookingsAsync(engify);
        var booking = engify.Api.BookAsync(student, course, ta, At(10));
        await judging.WaitForWaitersAsync(1);

        var absence = (await CreateAsync(ta, At(8), At(20))).ShouldBeCreated();
        await judging.ReleaseAsync();

        (await booking).ShouldBeProblem(400, "outside_ta_hours");
        Assert.Empty(absence["affected"].Ids());
    }

    private Task<Answer> CreateAsync(
        Ta ta, DateTimeOffset startsAt, DateTimeOffset endsAt, string? reason = null, string by = As.Admin) =>
        engify.Api.PostAsync(Path(ta), new { startsAt, endsAt, reason }, by);

    private static DateTimeOffset At(double hour) =>
        new DateTimeOffset(2026, 3, 4, 0, 0, 0, TimeSpan.Zero).AddHours(hour);

    private static string Path(Ta ta) => $"/tas/{ta.Id}/absences";
}
