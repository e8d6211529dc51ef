using System.Text.Json.Nodes;
using Engify.Features.Database;
using Engify.Features.Tas;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Engify.Tests.Pipeline;

public sealed class IdempotencyTests(EngifyFixture engify) : IClassFixture<EngifyFixture>
{
    private readonly string key = Guid.NewGuid().ToString();

    public static TheoryData<string> Commands => ["book", "cancel", "join"];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task A_repeat_gets_the_first_answer_byte_for_byte(string command)
    {
        var send = await PrepareAsync(command);

        var first = (await send(key)).ShouldBeOk();
        var repeat = (await send(key)).ShouldBeOk();

        Assert.Equal(first.Text, repeat.Text);
        Assert.Equal(first.ContentType, repeat.ContentType);
        Assert.False(IsReplay(first));
        Assert.True(IsReplay(repeat));
        Assert.Equal(1, await CountRecordsAsync());
        Assert.Empty(await engify.CheckAsync());
    }

    [Theory]
    [InlineData("POST", 201)]
    [InlineData("PUT", 200)]
    [InlineData("DELETE", 204)]
    public async Task A_repeat_gets_the_status_and_the_headers_of_the_first_answer(string method, int status)
    {
        var body = new Dictionary<string, object?>
        {
            ["code"] = key[..20],
            ["name"] = "Winter",
            ["startsOn"] = "2026-01-05",
            ["endsOn"] = "2026-04-30",
        };
        var path = "/terms";
        string? tag = null;
        if (method != "POST")
        {
            var term = (await engify.Api.PostAsync(path, body)).ShouldBeCreated();
            (path, tag) = (term.Headers["Location"], term.ETag);
            body["name"] = "Summer";
        }

        var first = await SendAsync();
        var repeat = await SendAsync();

        Assert.Equal((status, status), (first.Status, repeat.Status));
        Assert.Equal((first.Text, first.ContentType), (repeat.Text, repeat.ContentType));
        Assert.True(IsReplay(repeat));
        string[] kept = ["Location", "ETag"];
        Assert.Equal(kept.Select(first.Headers.GetValueOrDefault), kept.Select(repeat.Headers.GetValueOrDefault));
        Assert.Equal(method == "POST", first.Headers.ContainsKey("Location"));
        Assert.Equal(method != "DELETE", first.Headers.ContainsKey("ETag"));

        Task<Answer> SendAsync() => method switch
        {
            "POST" => engify.Api.PostAsync(path, body, headers: Header(key)),
            "PUT" => engify.Api.PutAsync(path, body, tag, headers: Header(key)),
            _ => engify.Api.DeleteAsync(path, headers: Header(key)),
        };
    }

    [Fact]
    public async Task A_repeat_that_is_written_otherwise_is_the_same_request()
    {
        var (body, _) = await BodyAsync();
        body["date"] = "2026-03-03T12:00:00Z";

        (await BookAsync(body)).ShouldBeOk();
        body["date"] = "2026-03-04t06:00:00.0000000000+18:00";
        body["durationMinutes"] = JsonNode.Parse("6.0e1");

        Assert.True(IsReplay((await BookAsync(body)).ShouldBeOk()));
    }

    [Fact]
    public async Task A_repeat_books_nothing_more()
    {
        var (body, ta) = await BodyAsync();

        (await BookAsync(body)).ShouldBeOk();
        (await BookAsync(body)).ShouldBeOk();

        Assert.Equal(1, await CountBookingsAsync(ta));
    }

    [Fact]
    public async Task A_repeat_gets_the_first_answer_also_when_things_have_changed_since()
    {
        var (body, _) = await BodyAsync();
        var first = (await BookAsync(body)).ShouldBeOk();
        (await engify.Api.CancelAsync(first.Id)).ShouldBeOk();

        Assert.Equal(first.Text, (await BookAsync(body)).ShouldBeOk().Text);
    }

    [Fact]
    public async Task A_repeat_gets_the_first_answer_also_when_the_session_has_begun()
    {
        var (body, _) = await BodyAsync();
        var soon = TimeSpan.FromSeconds(1);
        body["date"] = engify.Clock.GetUtcNow() + soon;
        var first = (await BookAsync(body)).ShouldBeOk();
        engify.Clock.Advance(soon);

        (await BookAsync(body, with: $"{Guid.NewGuid()}")).ShouldBeProblem(400, "start_in_past");
        Assert.Equal(first.Text, (await BookAsync(body)).ShouldBeOk().Text);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task A_command_without_a_key_is_no_repeat(string command)
    {
        var send = await PrepareAsync(command);
        (await send(null)).ShouldBeOk();

        var again = await send(null);

        Assert.Equal(400, again.Status);
        Assert.False(IsReplay(again));
    }

    [Fact]
    public async Task A_key_cannot_be_used_again_for_another_body()
    {
        var (body, ta) = await BodyAsync();
        (await BookAsync(body)).ShouldBeOk();

        body["date"] = School.Tomorrow.AddHours(3);

        (await BookAsync(body)).ShouldBeProblem(422, "idempotency_key_reused");
        Assert.Equal(1, await CountBookingsAsync(ta));
    }

    [Fact]
    public async Task A_key_cannot_be_used_again_for_another_resource()
    {
        var ids = new List<Guid>();
        for (var i = 0; i < 2; i++)
            ids.Add((await engify.Api.PostAsync(BookingSteps.IndividualPath, (await BodyAsync()).Body)).ShouldBeOk().Id);
        (await engify.Api.PatchAsync($"/bookings/{ids[0]}/cancel", headers: Header(key))).ShouldBeOk();

        (await engify.Api.PatchAsync($"/bookings/{ids[1]}/cancel", headers: Header(key)))
            .ShouldBeProblem(422, "idempotency_key_reused");
    }

    [Fact]
    public async Task A_key_cannot_be_used_again_for_another_command()
    {
        var session = await engify.School.AddGroupSessionAsync();
        var body = new { studentId = (await engify.School.AddStudentAsync()).Id };
        (await engify.Api.PostAsync($"/group-sessions/{session.Id}/join", body, headers: Header(key))).ShouldBeOk();

        (await engify.Api.PostAsync($"/group-sessions/{session.Id}/leave", body, headers: Header(key)))
            .ShouldBeProblem(422, "idempotency_key_reused");
    }

    [Fact]
    public async Task The_same_key_of_another_caller_is_another_key()
    {
        var (body, ta) = await BodyAsync();
        (await BookAsync(body, As.Student((Guid)body["studentId"]!))).ShouldBeOk();
        body["date"] = School.Tomorrow.AddHours(3);

        var answer = (await BookAsync(body, As.Admin)).ShouldBeOk();

        Assert.False(IsReplay(answer));
        Assert.Equal(2, await CountBookingsAsync(ta));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task The_same_key_of_another_caller_is_not_waited_for(string command)
    {
        var (body, ta) = await BodyAsync();
        var send = await PrepareAsync(command);

        await using var held = await BookingsLock.TakeAsync(engify, ta.Id);
        var first = BookAsync(body, As.Student((Guid)body["studentId"]!));
        await held.WaitForWaitersAsync(1);
        var answer = (await send(key)).ShouldBeOk(); // by an administrator
        Assert.False(IsReplay(answer));
        Assert.False(first.IsCompleted);
        await held.ReleaseAsync();

        Assert.False(IsReplay((await first).ShouldBeOk()));
        Assert.Equal(2, await CountRecordsAsync());
        Assert.Equal(1, await CountBookingsAsync(ta));
    }

    [Fact]
    public async Task Keys_that_differ_in_case_are_different_keys()
    {
        var (body, ta) = await BodyAsync();
        (await BookAsync(body, with: $"a{key}")).ShouldBeOk();
        body["date"] = School.Tomorrow.AddHours(3);

        (await BookAsync(body, with: $"A{key}")).ShouldBeOk();

        Assert.Equal(2, await CountBookingsAsync(ta));
    }

    [Fact]
    public async Task A_refusal_is_not_kept()
    {
        var (body, _) = await BodyAsync();
        var inTheWay = (await engify.Api.PostAsync(BookingSteps.IndividualPath, body)).ShouldBeOk();
        (await BookAsync(body)).ShouldBeProblem(400, "ta_not_available");
        (await engify.Api.CancelAsync(inTheWay.Id)).ShouldBeOk();

        var answer = (await BookAsync(body)).ShouldBeOk();

        Assert.False(IsReplay(answer));
        Assert.True(IsReplay(await BookAsync(body)));
    }

    [Fact]
    public async Task A_failure_when_all_but_the_commit_is_done_is_not_kept()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync(price: 31.07m);
        var body = School.Individual(await engify.School.AddStudentAsync(), course, ta);
        await engify.QueryAsync(db => db.Database.ExecuteSqlRawAsync(
            "ALTER TABLE bookings ADD CONSTRAINT full_disk CHECK (price_per_student <> 31.07)"));
        (await BookAsync(body)).ShouldBeProblem(500, "internal_error");
        await engify.QueryAsync(db => db.Database.ExecuteSqlRawAsync("ALTER TABLE bookings DROP CONSTRAINT full_disk"));

        var answer = (await BookAsync(body)).ShouldBeOk();

        Assert.False(IsReplay(answer));
        Assert.Equal(1, await CountBookingsAsync(ta));
    }

    [Fact]
    public async Task A_key_of_a_refused_command_may_be_used_for_another()
    {
        var (body, ta) = await BodyAsync();
        body["taId"] = "nope";
        (await BookAsync(body)).ShouldBeProblem(404, "ta_not_found");
        body["taId"] = ta.Id;

        (await BookAsync(body)).ShouldBeOk();
    }

    [Fact]
    public async Task A_key_is_remembered_for_24_hours()
    {
        var (body, ta) = await BodyAsync();
        var first = (await BookAsync(body)).ShouldBeOk();
        (await engify.Api.CancelAsync(first.Id)).ShouldBeOk();

        await AgeAsync(IdempotencyKeys.Lifetime - TimeSpan.FromMicroseconds(1));
        Assert.True(IsReplay((await BookAsync(body)).ShouldBeOk()));

        await AgeAsync(TimeSpan.FromMicroseconds(1));
        Assert.False(IsReplay((await BookAsync(body)).ShouldBeOk()));

        Assert.True(IsReplay((await BookAsync(body)).ShouldBeOk()));
        Assert.Equal(2, await CountBookingsAsync(ta));
    }

    [Fact]
    public async Task A_forgotten_key_may_be_used_for_another_body()
    {
        var (body, _) = await BodyAsync();
        (await BookAsync(body)).ShouldBeOk();
        body["date"] = School.Tomorrow.AddHours(3);

        await AgeAsync(IdempotencyKeys.Lifetime);

        (await BookAsync(body)).ShouldBeOk();
    }

    [Fact]
    public async Task The_purge_deletes_expired_attempts_and_nothing_else()
    {
        var expired = engify.Clock.GetUtcNow() - IdempotencyKeys.Lifetime;
        await engify.School.AddAsync(new IdempotencyRecord(key, "old", [1], 200, [], new ProtectedText([2]), expired));
        await engify.School.AddAsync(
            new IdempotencyRecord(key, "new", [1], 200, [], new ProtectedText([2]), expired.AddMicroseconds(1)));

        var purge = engify.Host.Services.GetServices<IHostedService>().OfType<Purge>().Single();
        await purge.PurgeAsync(CancellationToken.None);

        var left = await engify.QueryAsync(db => db.IdempotencyRecords
            .Where(record => record.Caller == key).Select(record => record.Key).ToListAsync());
        Assert.Equal(["new"], left);
    }

    public static TheoryData<string> MalformedKeys =>
        ["", " ", "two words", "tab\tinside", "schlüssel", "\u007f", new string('k', 201)];

    [Theory]
    [MemberData(nameof(MalformedKeys))]
    public async Task A_key_has_1_to_200_visible_ascii_characters(string malformed)
    {
        var (body, ta) = await BodyAsync();

        (await BookAsync(body, with: malformed)).ShouldBeInvalid(IdempotencyKeys.Header);

        Assert.Equal(0, await CountBookingsAsync(ta));
    }

    [Fact]
    public async Task A_command_has_one_key()
    {
        var (body, _) = await BodyAsync();

        (await engify.Api.PostAsync(
            BookingSteps.IndividualPath, body, headers: [.. Header("first"), .. Header("second")]))
            .ShouldBeInvalid(IdempotencyKeys.Header);
    }

    public static TheoryData<string> StrangeKeys => ["k", "!~\"'\\;,{}", new string('k', 200)];

    [Theory]
    [MemberData(nameof(StrangeKeys))]
    public async Task A_key_may_be_any_visible_ascii_characters(string strange)
    {
        var (body, _) = await BodyAsync();

        (await BookAsync(body, with: strange)).ShouldBeOk();

        Assert.True(IsReplay((await BookAsync(body, with: strange)).ShouldBeOk()));
    }

    [Fact]
    public async Task Many_concurrent_requests_with_one_key_book_once_and_get_the_same_answer()
    {
        var (body, ta) = await BodyAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => BookAsync(body)));

        var first = Assert.Single(answers, answer => answer.Status == 200 && !IsReplay(answer));
        Assert.All(answers, answer =>
        {
            if (answer.Status == 200)
                Assert.Equal(first.Text, answer.Text);
            else
                answer.ShouldBeProblem(409, "idempotency_in_progress");
        });
        Assert.Equal(1, await CountBookingsAsync(ta));
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task A_repeat_is_refused_while_the_first_still_runs(string command)
    {
        var send = await PrepareAsync(command);

        // The first gets as far as what is saved last.
        await using var audit = await BookingsLock.TakeAsync(engify, "LOCK TABLE audit_entries IN EXCLUSIVE MODE");
        var first = send(key);
        await audit.WaitForWaitersAsync(1);
        (await send(key)).ShouldBeProblem(409, "idempotency_in_progress");
        await audit.ReleaseAsync();

        var answer = (await first).ShouldBeOk();
        Assert.False(IsReplay(answer));
        Assert.Equal(answer.Text, (await send(key)).ShouldBeOk().Text);
    }

    /// <summary>A command that succeeds once, to be sent with or without a key.</summary>
    private async Task<Func<string?, Task<Answer>>> PrepareAsync(string command)
    {
        var (body, _) = await BodyAsync();
        switch (command)
        {
            case "book":
                return with => engify.Api.PostAsync(BookingSteps.IndividualPath, body, headers: Header(with));
            case "cancel":
                var id = (await engify.Api.PostAsync(BookingSteps.IndividualPath, body)).ShouldBeOk().Id;
                return with => engify.Api.PatchAsync(
                    $"/bookings/{id}/cancel", new { reason = "Krank, \"sehr\" 🤒" }, headers: Header(with));
            default:
                var session = await engify.School.AddGroupSessionAsync();
                var student = new { studentId = body["studentId"] };
                return with => engify.Api.PostAsync($"/group-sessions/{session.Id}/join", student, headers: Header(with));
        }
    }

    private async Task<(Dictionary<string, object?> Body, Ta Ta)> BodyAsync()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        return (School.Individual(await engify.School.AddStudentAsync(), course, ta), ta);
    }

    private Task<Answer> BookAsync(Dictionary<string, object?> body, string by = As.Admin, string? with = null) =>
        engify.Api.PostAsync(BookingSteps.IndividualPath, body, by, Header(with ?? key));

    private Task<int> CountBookingsAsync(Ta ta) =>
        engify.QueryAsync(db => db.Bookings.CountAsync(booking => booking.TaId == ta.Id));

    private Task<int> CountRecordsAsync() =>
        engify.QueryAsync(db => db.IdempotencyRecords.CountAsync(record => record.Key == key));

    /// <summary>Lets the key become older. Were it the clock that goes on, the hourly purge might come first.</summary>
    private Task<int> AgeAsync(TimeSpan by) => engify.QueryAsync(db => db.IdempotencyRecords
        .Where(record => record.Key == key)
        .ExecuteUpdateAsync(set => set.SetProperty(record => record.CreatedAt, record => record.CreatedAt - by)));

    private static bool IsReplay(Answer answer) =>
        answer.Headers.GetValueOrDefault(IdempotencyKeys.ReplayedHeader) == "true";

    private static (string Name, string Value)[] Header(string? key) =>
        key is null ? [] : [(IdempotencyKeys.Header, key)];
}
