using System.Net;
using System.Text.Json;
using Engify.Features.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Engify.Tests.Audit;

public sealed class AuditTests(EngifyFixture engify) : IClassFixture<EngifyFixture>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly string[] Shape =
    [
        "id", "occurredAt", "accountId", "accountName", "role", "address", "action", "objectType", "objectId",
        "outcome", "traceId", "details",
    ];

    [Fact]
    public async Task A_command_is_written_down_with_who_did_what_to_what()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var student = await engify.School.AddStudentAsync();

        var booked = await engify.Api.BookAsync(student, course, ta);
        engify.Clock.Advance(TimeSpan.FromSeconds(1));
        await engify.Api.CancelAsync(booked.Id, reason: "Secret");

        var entries = await ListAsync($"objectId={booked.Id}");
        Assert.Equal(
            [("CancelBooking", "admin", As.AdminAccount), ("CreateIndividualBooking", "student", student.Id)],
            entries.Select(entry => (
                entry.GetProperty("action").GetString()!, entry.GetProperty("role").GetString()!,
                entry.GetProperty("accountId").GetGuid())));
        var entry = entries[0].ShouldHaveShape(Shape);
        Assert.Equal("booking", entry.GetProperty("objectType").GetString());
        Assert.Equal("succeeded", entry.GetProperty("outcome").GetString());
        Assert.Equal(32, entry.GetProperty("traceId").GetString()!.Length);
        Assert.DoesNotContain("Secret", entry.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_use_case_can_be_left_out_of_the_list()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var booked = await engify.Api.BookAsync(await engify.School.AddStudentAsync(), course, ta);
        await engify.Api.CancelAsync(booked.Id);

        var entries = await ListAsync($"objectId={booked.Id}&exceptAction=CancelBooking");

        Assert.Equal("CreateIndividualBooking", Assert.Single(entries).GetProperty("action").GetString());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Joining_and_calling_off_are_written_down_once_with_a_key_and_without(bool withKey)
    {
        var session = await engify.School.AddGroupSessionAsync();
        var student = await engify.School.AddStudentAsync();
        (string, string)[] key = withKey ? [("Idempotency-Key", $"{session.Id}")] : [];

        (await engify.Api.PostAsync(
            $"/group-sessions/{session.Id}/join", new { studentId = student.Id }, As.Student(student.Id),
            key)).ShouldBeOk();
        engify.Clock.Advance(TimeSpan.FromSeconds(1));
        (await engify.Api.PatchAsync($"/bookings/{session.Id}/cancel", new { }, As.Admin, key)).ShouldBeOk();

        Assert.Equal(
            ["CancelBooking", "JoinGroupSession"],
            (await ListAsync($"objectId={session.Id}")).Select(entry => entry.GetProperty("action").GetString()));
    }

    [Fact]
    public async Task A_refusal_by_a_rule_has_no_effect_and_no_audit_entry()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var student = await engify.School.AddStudentAsync();
        await engify.Api.BookAsync(student, course, ta);

        (await engify.Api.BookAsync(student, course, ta)).ShouldBeProblem(400, "ta_not_available");

        Assert.Single(await ListAsync($"accountId={student.Id}"));
    }

    [Fact]
    public async Task A_repeated_request_is_written_down_once()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var student = await engify.School.AddStudentAsync();
        for (var i = 0; i < 2; i++)
        {
            (await engify.Api.PostAsync(
                BookingSteps.IndividualPath, School.Individual(student, course, ta), As.Student(student.Id),
                ("Idempotency-Key", "twice"))).ShouldBeOk();
        }

        Assert.Single(await ListAsync($"accountId={student.Id}"));
    }

    [Fact]
    public async Task Forbidden_requests_leave_an_audit_entry()
    {
        var (student, other) = (await engify.School.AddStudentAsync(), await engify.School.AddStudentAsync());

        await engify.Api.GetAsync($"/bookings/students/{other.Id}", As.Student(student.Id));
        engify.Clock.Advance(TimeSpan.FromSeconds(1));
        await engify.Api.GetAsync("/audit", As.Student(student.Id));
        engify.Clock.Advance(TimeSpan.FromSeconds(1));
        await engify.Api.PatchAsync($"/api/bookings/{other.Id}/cancel", null, As.Student(student.Id));

        Assert.Equal(
            [
                ("CancelBooking", "booking", $"{other.Id}", "forbidden"),
                ("ListAuditEntries", null, null, "forbidden"),
                ("ListStudentBookings", "student", $"{other.Id}", "forbidden"),
            ],
            (await ListAsync($"accountId={student.Id}")).Select(entry => (
                entry.GetProperty("action").GetString(), entry.GetProperty("objectType").GetString(),
                entry.GetProperty("objectId").GetString(), entry.GetProperty("outcome").GetString())));
    }

    [Theory]
    [InlineData("203.0.113.7", "203.0.113.7")]
    [InlineData("2001:db8::7", "2001:db8::7")]
    [InlineData("::ffff:203.0.113.7", "::ffff:203.0.113.7")]
    [InlineData("fe80::7%2", "fe80::7")]
    public async Task An_entry_says_from_where(string address, string written)
    {
        var api = new ApiClient(engify.Host)
        {
            Prepare = context => context.Connection.RemoteIpAddress = IPAddress.Parse(address),
        };
        var session = await api.RegisterAsync(AccountSteps.NewEmail());
        var id = session["user"].GetProperty("id").GetGuid();

        await api.GetAsync("/audit", As.Anonymous, ("Authorization", $"Bearer {session.AccessToken()}"));
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var booked = (await api.BookAsync(await engify.School.AddStudentAsync(), course, ta)).ShouldBeOk();

        var entries = (await ListAsync($"objectId={id}")).Concat(await ListAsync($"accountId={id}"))
            .Concat(await ListAsync($"objectId={booked.Id}")).ToList();
        Assert.Equal(
            ["Register", "ListAuditEntries", "CreateIndividualBooking"],
            entries.Select(entry => entry.GetProperty("action").GetString()));
        Assert.All(entries, entry => Assert.Equal(written, entry.GetProperty("address").GetString()));
    }

    [Fact]
    public async Task A_refusal_does_not_wait_for_ever_for_its_entry()
    {
        await using var source = TestPostgres.SourceOf(engify.ConnectionString);
        await using var holder = await source.OpenConnectionAsync();
        await using var command = holder.CreateCommand();
        command.CommandText = "BEGIN; LOCK TABLE audit_entries IN EXCLUSIVE MODE";
        await command.ExecuteNonQueryAsync();

        var answer = await engify.Api.GetAsync("/audit", As.Student(Guid.NewGuid())).WaitAsync(Patience);

        answer.ShouldBeProblem(403, "forbidden");
        Assert.Single(engify.Log.Entries, entry => entry.Level == LogLevel.Error
            && entry.Message.StartsWith("Could not write down that ListAuditEntries", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Sign_ins_are_written_down_and_guesses_and_stolen_tokens()
    {
        var email = AccountSteps.NewEmail();
        var session = await engify.Api.RegisterAsync(email);
        engify.Clock.Advance(TimeSpan.FromSeconds(1));
        await engify.Api.LogInAsync(email, "wrong");
        engify.Clock.Advance(TimeSpan.FromSeconds(1));
        await engify.Api.LogInAsync(email);
        engify.Clock.Advance(TimeSpan.FromSeconds(1));
        await engify.Api.RefreshAsync(session.RefreshToken());
        engify.Clock.Advance(TimeSpan.FromSeconds(30));
        await engify.Api.RefreshAsync(session.RefreshToken());
        await engify.Api.RefreshAsync(session.RefreshToken());

        var id = session["user"].GetProperty("id").GetGuid();
        Assert.Equal(
            [
                ("RefreshSession", "refresh_token_spent"), ("RefreshSession", "succeeded"), ("LogIn", "succeeded"),
                ("LogIn", "invalid_credentials"), ("Register", "succeeded"),
            ],
            (await ListAsync($"objectId={id}")).Select(entry => (
                entry.GetProperty("action").GetString()!, entry.GetProperty("outcome").GetString()!)));
    }

    [Fact]
    public async Task The_service_itself_is_written_down_as_nobody()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var template = await engify.School.AddTemplateAsync(course, ta);
        // Those of other tests' templates, too.
        var scheduled = engify.Log.NextAsync(
            entry => entry.Message.StartsWith("Scheduled ", StringComparison.Ordinal)
                && entry.Message != "Scheduled 0 group sessions");
        await using var another = await engify.StartHostAsync();
        await scheduled;

        var entry = Assert.Single(await ListAsync($"objectId={template.Id}"));

        Assert.Equal("ScheduleGroupSessions", entry.GetProperty("action").GetString());
        Assert.Equal(JsonValueKind.Null, entry.GetProperty("accountId").ValueKind);
    }

    [Fact]
    public async Task Entries_are_filtered_and_paged_latest_first()
    {
        var student = await engify.School.AddStudentAsync();
        var other = await engify.School.AddStudentAsync();
        for (var i = 0; i < 5; i++)
        {
            engify.Clock.Advance(TimeSpan.FromMinutes(1));
            await engify.Api.GetAsync($"/bookings/students/{other.Id}", As.Student(student.Id));
        }

        var all = await ListAsync($"accountId={student.Id}");
        var pages = await engify.Api.GetPagesAsync($"/audit?accountId={student.Id}&limit=2");
        var since = all[1].GetProperty("occurredAt").GetString();

        Assert.Equal(5, all.Count);
        Assert.Equal([2, 2, 1], pages.Select(page => page.GetArrayLength()));
        Assert.Equal(
            all.Select(entry => entry.GetProperty("id").GetGuid()), pages.SelectMany(page => page.Ids()));
        Assert.Equal(2, (await ListAsync($"accountId={student.Id}&from={since}")).Count);
        Assert.Equal(3, (await ListAsync($"accountId={student.Id}&to={since}")).Count);
        Assert.Equal(
            5, (await ListAsync($"accountId={student.Id}&action=ListStudentBookings&outcome=forbidden")).Count);
        Assert.Empty(await ListAsync($"accountId={student.Id}&action=CancelBooking"));
        Assert.Empty(await ListAsync($"accountId={student.Id}&outcome=succeeded"));
        (await engify.Api.GetAsync("/audit?limit=201")).ShouldBeInvalid("limit");
        (await engify.Api.GetAsync("/audit?action=%00")).ShouldBeInvalid("action");
    }

    [Fact]
    public async Task Only_administrators_read_it()
    {
        (await engify.Api.GetAsync("/audit", As.Anonymous)).ShouldBeProblem(401, "unauthenticated");
        (await engify.Api.GetAsync("/audit", As.Student(Guid.NewGuid()))).ShouldBeProblem(403, "forbidden");
        (await engify.Api.GetAsync("/audit", As.Ta(Guid.NewGuid()))).ShouldBeProblem(403, "forbidden");
    }

    [Theory]
    [InlineData("UPDATE audit_entries SET outcome = 'succeeded'")]
    [InlineData("DELETE FROM audit_entries")]
    [InlineData("TRUNCATE audit_entries")]
    public async Task The_database_lets_nobody_change_or_delete_it(string sql)
    {
        await engify.Api.RegisterAsync(AccountSteps.NewEmail());

        var refusal = await Assert.ThrowsAsync<PostgresException>(
            () => engify.QueryAsync(db => db.Database.ExecuteSqlRawAsync(sql)));

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refusal.SqlState);
        Assert.NotEqual(0, await engify.QueryAsync(db => db.AuditEntries.CountAsync()));
    }

    [Fact]
    public async Task A_command_whose_entry_cannot_be_written_has_no_effect()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var student = await engify.School.AddStudentAsync();
        await engify.QueryAsync(db => db.Database.ExecuteSqlRawAsync(
            """
            ALTER TABLE audit_entries
            ADD CONSTRAINT full_disk CHECK (action <> 'CreateIndividualBooking') NOT VALID
            """));

        (await engify.Api.BookAsync(student, course, ta)).ShouldBeProblem(500, "internal_error");

        Assert.Equal(0, await engify.QueryAsync(db => db.Bookings.CountAsync(booking => booking.TaId == ta.Id)));
        await engify.QueryAsync(db =>
            db.Database.ExecuteSqlRawAsync("ALTER TABLE audit_entries DROP CONSTRAINT full_disk"));
    }

    [Fact]
    public async Task A_command_that_fails_when_all_but_the_commit_is_done_is_not_written_down()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync(price: 31.07m);
        var student = await engify.School.AddStudentAsync();
        await engify.QueryAsync(db => db.Database.ExecuteSqlRawAsync(
            "ALTER TABLE bookings ADD CONSTRAINT full_disk CHECK (price_per_student <> 31.07)"));

        (await engify.Api.BookAsync(student, course, ta)).ShouldBeProblem(500, "internal_error");

        Assert.Empty(await ListAsync($"accountId={student.Id}"));
        await engify.QueryAsync(db => db.Database.ExecuteSqlRawAsync("ALTER TABLE bookings DROP CONSTRAINT full_disk"));
    }

    [Fact]
    public async Task The_reason_of_a_cancellation_is_not_to_be_read_in_the_database()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var student = await engify.School.AddStudentAsync();
        var booked = await engify.Api.BookAsync(student, course, ta);
        (await engify.Api.PatchAsync(
            $"/bookings/{booked.Id}/cancel", new { reason = "A very private reason" }, As.Admin,
            ("Idempotency-Key", "private"))).ShouldBeOk();

        var stored = await engify.QueryAsync(db => db.Database
            .SqlQuery<string>(
                $"""
                SELECT encode(cancellation_reason, 'escape') AS "Value" FROM bookings WHERE id = {booked.Id}
                UNION ALL SELECT encode(response, 'escape') FROM idempotency_records WHERE key = 'private'
                """)
            .ToListAsync());

        Assert.Equal(2, stored.Count);
        Assert.All(stored, text => Assert.DoesNotContain("private", text, StringComparison.Ordinal));
        Assert.Equal(
            "A very private reason",
            (await engify.Api.GetAsync($"/bookings/{booked.Id}"))["cancellationReason"].GetString());
    }

    private async Task<IReadOnlyList<JsonElement>> ListAsync(string query) =>
        [.. (await engify.Api.GetAsync($"/audit?{query}")).ShouldBeOk().Json.EnumerateArray()];
}
