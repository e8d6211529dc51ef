using Engify.Features.Bundles;

namespace Engify.Tests.Promises.Speed;

/// <summary>How often a request asks the database: what a request costs, on any machine.</summary>
public sealed class RoundTripTests(EngifyFixture engify) : IClassFixture<EngifyFixture>
{
    public static TheoryData<string> Contended =>
        ["book", "book from a bundle", "join", "leave", "cancel", "cancel a group session"];

    [Theory]
    [MemberData(nameof(Contended))]
    public async Task A_contended_command_is_decided_in_one_statement_and_committed_with_its_audit_entry(string what)
    {
        var send = await PrepareAsync(what);

        var sent = await SentByAsync(() => send(null));

        Assert.Equal(2, sent.Count);
        ShouldDecide(sent[0]);
        ShouldCommit(sent[1], "INSERT INTO audit_entries");
    }

    [Theory]
    [MemberData(nameof(Contended))]
    public async Task An_idempotency_key_costs_no_round_trip(string what)
    {
        var send = await PrepareAsync(what);

        var sent = await SentByAsync(() => send($"{Guid.NewGuid()}"));

        Assert.Equal(2, sent.Count);
        Assert.StartsWith("SELECT pg_try_advisory_xact_lock(@idempotency_lock);", sent[0], StringComparison.Ordinal);
        Assert.Contains("FROM idempotency_records", sent[0], StringComparison.Ordinal);
        ShouldDecide(sent[0]);
        ShouldCommit(sent[1], "INSERT INTO audit_entries", "INSERT INTO idempotency_records");
    }

    [Fact]
    public async Task A_refusal_names_its_rule_in_one_statement()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        (await engify.Api.BookAsync(await engify.School.AddStudentAsync(), course, ta)).ShouldBeOk();
        var late = await engify.School.AddStudentAsync();
        await engify.Api.GetAsync($"/courses/{course.Id}/slots"); // remembers the calendar

        var sent = await SentWhileAsync(
            async () => (await engify.Api.BookAsync(late, course, ta)).ShouldBeProblem(400, "ta_not_available"));

        ShouldDecide(Assert.Single(sent));
    }

    [Fact]
    public async Task The_nearest_slots_cost_a_refusal_one_statement()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        await engify.School.AddHoursAsync(ta, TimeSpan.Zero, TimeSpan.FromDays(1));
        (await engify.Api.BookAsync(await engify.School.AddStudentAsync(), course, ta)).ShouldBeOk();
        var late = await engify.School.AddStudentAsync();
        await engify.Api.GetAsync($"/courses/{course.Id}/slots"); // remembers the calendar

        var sent = await SentWhileAsync(
            async () => (await engify.Api.BookAsync(late, course, ta)).ShouldBeProblem(400, "ta_not_available"));

        Assert.Equal(2, sent.Count);
        ShouldDecide(sent[0]);
    }

    [Fact]
    public async Task The_slots_of_a_known_course_are_one_statement_for_all_its_tas()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        await engify.School.AddHoursAsync(ta, TimeSpan.FromHours(9), TimeSpan.FromHours(17));
        await engify.School.AddTemplateAsync(course, await engify.School.AddTaAsync(course));
        var student = await engify.School.AddStudentAsync();
        var path = $"/courses/{course.Id}/slots";
        await engify.Api.GetAsync(path);

        Assert.Single(await SentByAsync(() => engify.Api.GetAsync(path)));
        Assert.Single(await SentByAsync(() => engify.Api.GetAsync($"{path}?studentId={student.Id}")));
    }

    [Fact]
    public async Task Commands_on_a_booking_stay_prepared_for_every_caller_bundle_and_reason()
    {
        const int OftenEnough = 6; // Npgsql prepares what it has sent five times over a connection
        await using var host = await engify.StartHostAsync(
            ("ConnectionStrings:Engify", $"{engify.ConnectionString};Maximum Pool Size=1"));
        var api = new ApiClient(host, engify.Host.Services);
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var student = await engify.School.AddStudentAsync();
        var bundle = await engify.School.AddPurchaseAsync(student, await engify.School.AddBundleAsync(course));
        for (var i = 0; i < OftenEnough; i++)
            await ChangeAsync(null, As.Admin, null);

        using var sent = new SentCommands(engify.ConnectionString);
        await ChangeAsync(bundle, As.Student(student.Id), null);
        await ChangeAsync(null, As.Ta(ta.Id), "Ill.");
        await ChangeAsync(bundle, As.Admin, null);

        Assert.Equal(2 * 6, sent.Texts.Count);
        Assert.Empty(sent.Unprepared);

        async Task ChangeAsync(BundlePurchase? paid, string by, string? reason)
        {
            var booked = await api.BookAsync(student, course, ta, bundle: paid);
            (await api.CancelAsync(booked.ShouldBeOk()["id"].GetGuid(), by, reason)).ShouldBeOk();
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(12)]
    public async Task A_list_of_bookings_is_one_command_however_long_it_is(int bookings)
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var student = await engify.School.AddStudentAsync();
        for (var i = 0; i < bookings; i++)
            await engify.School.AddBookingAsync(student, course, ta, School.Tomorrow.AddHours(i));

        var path = $"/bookings/students/{student.Id}";
        await engify.Api.GetAsync(path, As.Student(student.Id)); // remembers who teaches what
        Assert.Single(await SentByAsync(() => engify.Api.GetAsync(path, As.Student(student.Id))));
        Assert.Single(await SentByAsync(() => engify.Api.GetAsync(path)));
        Assert.Single(await SentByAsync(() => engify.Api.GetAsync($"/bookings/tas/{ta.Id}")));
    }

    [Fact]
    public async Task A_known_course_needs_only_its_upcoming_sessions_read()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        await engify.School.AddTemplateAsync(course, ta);
        foreach (var path in new[] { $"/courses/{course.Id}/support-options", $"/group-sessions/courses/{course.Id}" })
        {
            await engify.Api.GetAsync(path);

            Assert.Single(await SentByAsync(() => engify.Api.GetAsync(path)));
        }
    }

    [Theory]
    [InlineData("/courses/{0}")]
    [InlineData("/courses/{0}/products")]
    [InlineData("/courses/{0}/support-options")]
    [InlineData("/group-sessions/courses/{0}")]
    public async Task A_course_that_does_not_exist_takes_no_room_in_memory(string path)
    {
        path = path.Replace("{0}", $"{Guid.CreateVersion7()}", StringComparison.Ordinal);
        for (var attempt = 0; attempt < 2; attempt++)
        {
            Assert.NotEmpty(await SentWhileAsync(
                async () => (await engify.Api.GetAsync(path)).ShouldBeProblem(404, "course_not_found")));
        }
    }

    [Fact]
    public async Task The_catalogue_is_answered_from_memory()
    {
        var (course, _) = await engify.School.AddCourseWithTaAsync();
        foreach (var path in new[] { "/courses", $"/courses/{course.Id}", $"/courses/{course.Id}/products" })
        {
            var first = await engify.Api.GetAsync(path);

            Assert.Empty(await SentByAsync(() => engify.Api.GetAsync(path)));
            Assert.Empty(await SentWhileAsync(async () => Assert.Equal(304, (await engify.Api.GetAsync(
                path, As.Anonymous, ("If-None-Match", first.Headers["ETag"]))).Status)));
        }
    }

    private Task<IReadOnlyList<string>> SentByAsync(Func<Task<Answer>> send) =>
        SentWhileAsync(async () => (await send()).ShouldBeOk());

    private async Task<IReadOnlyList<string>> SentWhileAsync(Func<Task> send)
    {
        using var sent = new SentCommands(engify.ConnectionString);
        await send();
        return sent.Texts;
    }

    /// <summary>Makes the school ready for a command, which is given its key, or null.</summary>
    private async Task<Func<string?, Task<Answer>>> PrepareAsync(string what)
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var student = await engify.School.AddStudentAsync();
        var by = As.Student(student.Id);
        var place = new { studentId = student.Id };
        switch (what)
        {
            case "book" or "book from a bundle":
                var bundle = what == "book"
                    ? null
                    : await engify.School.AddPurchaseAsync(student, await engify.School.AddBundleAsync(course));
                await engify.Api.GetAsync($"/courses/{course.Id}/slots"); // remembers the calendar
                var booking = new
                {
                    studentId = student.Id,
                    courseId = course.Id,
                    taId = ta.Id,
                    bundlePurchaseId = bundle?.Id,
                    date = School.Tomorrow,
                    durationMinutes = 60,
                };
                return key => engify.Api.PostAsync("/bookings/individual", booking, by, Headers(key));
            case "cancel":
                var booked = (await engify.Api.BookAsync(student, course, ta)).ShouldBeOk()["id"].GetGuid();
                return key => engify.Api.SendAsync("PATCH", $"/bookings/{booked}/cancel", null, by, Headers(key));
        }

        var session = await engify.School.AddGroupSessionAsync();
        var path = $"/group-sessions/{session.Id}";
        if (what != "join")
            (await engify.Api.PostAsync($"{path}/join", place, by)).ShouldBeOk();
        return what == "cancel a group session"
            ? key => engify.Api.SendAsync("PATCH", $"/bookings/{session.Id}/cancel", null, As.Admin, Headers(key))
            : key => engify.Api.PostAsync($"{path}/{what}", place, by, Headers(key));
    }

    private static (string, string)[] Headers(string? key) => key is null ? [] : [("Idempotency-Key", key)];

    private static void ShouldDecide(string sent) =>
        Assert.Contains("verdict AS MATERIALIZED", sent, StringComparison.Ordinal);

    private static void ShouldCommit(string sent, params string[] inserts)
    {
        Assert.All(inserts, insert => Assert.Contains(insert, sent, StringComparison.Ordinal));
        Assert.EndsWith("COMMIT", sent, StringComparison.Ordinal);
    }
}
