using System.Net;
using System.Runtime.CompilerServices;
using Engify.Features.Students;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Engify.Tests.Students;

public sealed class EraseStudentTests(EngifyFixture engify) : IClassFixture<EngifyFixture>, IAsyncLifetime
{
    private const string Name = "Persephone Quill";
    private const string Reason = "My grandmother's birthday";

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => Assert.Empty(await engify.CheckAsync());

    [Fact]
    public async Task Nothing_that_is_left_tells_who_the_student_was()
    {
        var email = AccountSteps.NewEmail();
        var session = (await From("203.0.113.77").RegisterAsync(email, name: Name)).ShouldBeCreated();
        (await From("203.0.113.77").LogInAsync(email)).ShouldBeOk();
        (await From("203.0.113.78").LogInAsync(email, "wrong")).ShouldBeProblem(401, "invalid_credentials");
        var id = StudentOf(session);
        await BookAndCancelAsync(id, session);

        var erased = (await EraseAsync(id)).ShouldBeOk();

        Assert.Equal(EngifyFixture.Start, erased["erasedAt"].GetDateTimeOffset());
        Assert.False(erased["isActive"].GetBoolean());
        Assert.Equal(
            [], await FindEverywhereAsync(email, Name, Reason, "203.0.113.77", "203.0.113.78", "a note to the TA"));
        (await engify.Api.LogInAsync(email)).ShouldBeProblem(401, "invalid_credentials");
    }

    [Fact]
    public async Task Sums_seats_and_the_audit_trail_stay()
    {
        var session = (await engify.Api.RegisterAsync(AccountSteps.NewEmail(), name: Name)).ShouldBeCreated();
        var id = StudentOf(session);
        var student = await engify.QueryAsync(db => db.Students.SingleAsync(student => student.Id == id));
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var past = await engify.School.AddBookingAsync(student, course, ta, School.Tomorrow.AddDays(-7), minutes: 30);
        var bundle = await engify.School.AddBundleAsync(course, sessions: 10, price: 200m);
        var purchase = (await engify.Api.PostAsync(
            $"/bundles/courses/{course.Id}/purchase", new { studentId = id, productId = bundle.Id })).ShouldBeOk();
        var entries = await CountEntriesAsync();

        (await EraseAsync(id)).ShouldBeOk();

        var booking = (await engify.Api.GetAsync($"/bookings/{past.Id}")).ShouldBeOk();
        Assert.Equal(1, booking["studentCount"].GetInt32());
        Assert.Equal("Erased student", booking["students"][0].GetProperty("name").GetString());
        Assert.Equal(
            200m, (await engify.Api.GetAsync($"/bundles/students/{id}")).Json[0].GetProperty("pricePaid").GetDecimal());
        Assert.Equal([purchase.Id], (await engify.Api.GetAsync($"/bundles/students/{id}")).Json.Ids());
        Assert.Equal(entries + 1, await CountEntriesAsync());
        Assert.True(await engify.QueryAsync(db => db.AuditEntries.AnyAsync(entry =>
            entry.Action == "EraseStudent" && entry.ObjectType == "student" && entry.ObjectId == $"{id}")));
    }

    [Fact]
    public async Task The_account_its_sessions_and_its_access_tokens_end_at_once()
    {
        var email = AccountSteps.NewEmail();
        var session = (await engify.Api.RegisterAsync(email)).ShouldBeCreated();
        (await engify.Api.GetCurrentUserAsync(session.AccessToken())).ShouldBeOk();

        (await EraseAsync(StudentOf(session))).ShouldBeOk();

        await engify.ShouldEndAsync(engify.Api, session);
        (await engify.Api.RefreshAsync(session.RefreshToken())).ShouldBeProblem(401, "unauthenticated");
        Assert.False(await engify.QueryAsync(db => db.Accounts.AnyAsync(account => account.Email == email)));
        // The email is free again, for somebody else.
        (await engify.Api.RegisterAsync(email)).ShouldBeCreated();
    }

    [Fact]
    public async Task Bookings_to_come_are_cancelled_first()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var student = await engify.School.AddStudentAsync();
        var booked = (await engify.Api.BookAsync(student, course, ta)).ShouldBeOk();

        (await EraseAsync(student.Id)).ShouldBeProblem(409, "has_upcoming_bookings");
        Assert.Equal(student.Name, (await engify.Api.GetAsync($"/students/{student.Id}"))["name"].GetString());

        (await engify.Api.PatchAsync($"/bookings/{booked.Id}/cancel")).ShouldBeOk();
        (await EraseAsync(student.Id)).ShouldBeOk();
    }

    [Fact]
    public async Task A_seat_in_a_group_session_to_come_is_a_booking_to_come()
    {
        var session = await engify.School.AddGroupSessionAsync();
        var student = await engify.School.AddStudentAsync();
        (await engify.Api.JoinAsync(session, student)).ShouldBeOk();

        (await EraseAsync(student.Id)).ShouldBeProblem(409, "has_upcoming_bookings");
        (await engify.Api.PostAsync($"/group-sessions/{session.Id}/leave", new { studentId = student.Id }))
            .ShouldBeOk();
        (await EraseAsync(student.Id)).ShouldBeOk();
    }

    [Fact]
    public async Task An_erased_student_stays_erased()
    {
        var student = await engify.School.AddStudentAsync();
        var first = (await EraseAsync(student.Id)).ShouldBeOk();

        Assert.Equal(first.Text, (await EraseAsync(student.Id)).ShouldBeOk().Text);
        (await engify.Api.PutAsync(
            $"/students/{student.Id}", new { name = "Back", email = AccountSteps.NewEmail(), isActive = true }, "*"))
            .ShouldBeProblem(400, "student_erased");
        (await engify.Api.BookAsync(student, await engify.School.AddCourseAsync()))
            .ShouldBeProblem(400, "student_inactive");
        var refused = await Assert.ThrowsAsync<PostgresException>(
            () => engify.ExecuteAsync($"UPDATE students SET is_active = true WHERE id = '{student.Id}'"));
        Assert.Equal("ck_students_erased", refused.ConstraintName);
        (await EraseAsync(Guid.NewGuid())).ShouldBeProblem(404, "student_not_found");
    }

    [Fact]
    public async Task An_invitation_of_the_student_opens_nothing_any_more()
    {
        var student = await engify.School.AddStudentAsync();
        var invited = await engify.Api.PostAsync(
            "/invitations", new { email = student.Email, role = "student", name = Name });

        (await EraseAsync(student.Id)).ShouldBeOk();

        (await engify.Api.PostAsync(
            "/auth/accept-invitation",
            new { token = invited["token"].GetString(), password = AccountSteps.Password }, As.Anonymous))
            .ShouldBeProblem(400, "invitation_invalid");
    }

    [Fact]
    public async Task What_others_wrote_and_did_stays()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var (student, other) = (await engify.School.AddStudentAsync(), await engify.School.AddStudentAsync());
        var booked = (await engify.Api.BookAsync(other, course, ta)).ShouldBeOk();
        (await engify.Api.PatchAsync($"/bookings/{booked.Id}/cancel", new { reason = "Not mine to remove" }))
            .ShouldBeOk();
        await engify.Api.PostAsync(
            BookingSteps.IndividualPath, School.Individual(other, course, ta), As.Student(other.Id),
            ("Idempotency-Key", $"{other.Id}"));

        (await EraseAsync(student.Id)).ShouldBeOk();

        Assert.Equal(
            "Not mine to remove",
            (await engify.Api.GetAsync($"/bookings/{booked.Id}"))["cancellationReason"].GetString());
        Assert.True(await engify.QueryAsync(db =>
            db.IdempotencyRecords.AnyAsync(record => record.Key == $"{other.Id}")));
        Assert.Equal(other.Name, (await engify.Api.GetAsync($"/students/{other.Id}"))["name"].GetString());
    }

    [Fact]
    public async Task An_audit_entry_loses_its_address_and_nothing_else()
    {
        await engify.School.AddStudentAsync();
        await From("203.0.113.99").RegisterAsync(AccountSteps.NewEmail());

        foreach (var change in new[]
        {
            "address = NULL, outcome = 'x'", "address = NULL, account_id = gen_random_uuid()",
            "address = '203.0.113.1'", "action = action",
        })
        {
            var refused = await Assert.ThrowsAsync<PostgresException>(() => engify.ExecuteAsync(
                $"UPDATE audit_entries SET {change} WHERE address = '203.0.113.99'"));
            Assert.Equal("audit entries are never changed or deleted", refused.MessageText);
        }

        await engify.ExecuteAsync("UPDATE audit_entries SET address = NULL WHERE address = '203.0.113.99'");
    }

    /// <summary>A booking that is being made is there first, or finds nobody.</summary>
    [Fact]
    public async Task Erasing_and_booking_at_once_have_one_outcome()
    {
        for (var round = 0; round < 10; round++)
        {
            var (course, ta) = await engify.School.AddCourseWithTaAsync();
            var student = await engify.School.AddStudentAsync();
            var session = await engify.School.AddGroupSessionAsync(startsAt: School.Tomorrow.AddDays(2));

            var booking = engify.Api.BookAsync(student, course, ta);
            var joining = engify.Api.JoinAsync(session, student);
            var erasing = EraseAsync(student.Id);
            var (booked, joined, erased) = (await booking, await joining, await erasing);

            foreach (var refused in new[] { booked, joined }.Where(answer => answer.Status != 200))
                refused.ShouldBeProblem(400, "student_inactive");
            if (erased.Status == 200)
                Assert.Equal((400, 400), (booked.Status, joined.Status));
            else
                erased.ShouldBeProblem(409, "has_upcoming_bookings");
        }
    }

    /// <summary>Whoever erases or deactivates a student holds them, and what they see is not committed yet.</summary>
    [Theory]
    [InlineData("is_active = false, erased_at = now()")]
    [InlineData("is_active = false")]
    public async Task Whoever_books_while_the_student_is_being_erased_or_deactivated_waits_and_is_refused(string change)
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var student = await engify.School.AddStudentAsync();
        await using var erasing = await BookingsLock.TakeAsync(
            engify,
            $"""
            SELECT pg_advisory_xact_lock({Features.Database.Locks.Key(student.Id)});
            UPDATE students SET {change} WHERE id = '{student.Id}'
            """);

        var booking = engify.Api.BookAsync(student, course, ta);
        await erasing.WaitForWaitersAsync(1);
        await erasing.ReleaseAsync();

        (await booking).ShouldBeProblem(400, "student_inactive");
    }

    private async Task BookAndCancelAsync(Guid studentId, Answer session)
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var student = await engify.QueryAsync(db => db.Students.SingleAsync(student => student.Id == studentId));
        var key = ("Idempotency-Key", $"{Guid.NewGuid()}");
        var bearer = ("Authorization", $"Bearer {session.AccessToken()}");
        var booked = (await From("203.0.113.77").PostAsync(
            BookingSteps.IndividualPath, School.Individual(student, course, ta), As.Anonymous, bearer, key))
            .ShouldBeOk();
        (await From("203.0.113.77").PatchAsync(
            $"/bookings/{booked.Id}/cancel", new { reason = Reason }, As.Anonymous, bearer,
            ("Idempotency-Key", $"{Guid.NewGuid()}"))).ShouldBeOk();
        Assert.NotNull(await engify.QueryAsync(db => db.Bookings
            .Where(booking => booking.Id == booked.Id).Select(booking => booking.CancellationReason).SingleAsync()));
    }

    /// <summary>The tables in which any of the texts stands, also encrypted or as the hash of a sign-in.</summary>
    private async Task<List<string>> FindEverywhereAsync(params string[] texts)
    {
        var found = new List<string>();
        var tables = await engify.QueryAsync(db => db.Database.SqlQuery<string>(
            $"SELECT tablename::text AS \"Value\" FROM pg_tables WHERE schemaname = 'public'").ToListAsync());
        foreach (var table in tables)
        {
            foreach (var text in texts)
            {
                var rows = $"SELECT count(*)::int AS \"Value\" FROM \"{table}\" t";
                var count = await engify.QueryAsync(db => db.Database.SqlQuery<int>(FormattableStringFactory.Create(
                    $"{rows} WHERE strpos(lower(t::text), lower({{0}})) > 0", text)).SingleAsync());
                if (count > 0)
                    found.Add($"{table}: {text}");
            }
        }

        foreach (var reason in await engify.QueryAsync(db => db.Bookings
            .Where(booking => booking.CancellationReason != null)
            .Select(booking => booking.CancellationReason).ToListAsync()))
        {
            if (texts.Contains(engify.Reveal(reason)))
                found.Add($"bookings: {engify.Reveal(reason)}");
        }

        foreach (var record in await engify.QueryAsync(db => db.IdempotencyRecords.ToListAsync()))
        {
            if (texts.Any(text => engify.Reveal(record.Response)!.Contains(text, StringComparison.OrdinalIgnoreCase)))
                found.Add("idempotency_records");
        }

        var hash = System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(texts[0]));
        if (await engify.QueryAsync(db => db.SignInAttempts.AnyAsync(attempts => attempts.EmailHash == hash)))
            found.Add("sign_in_attempts");
        return found;
    }

    private ApiClient From(string address) => new(engify.Host)
    {
        Prepare = context => context.Connection.RemoteIpAddress = IPAddress.Parse(address),
    };

    private Task<int> CountEntriesAsync() => engify.QueryAsync(db => db.AuditEntries.CountAsync());

    private static Guid StudentOf(Answer session) => session["user"].GetProperty("studentId").GetGuid();

    private Task<Answer> EraseAsync(Guid id) => engify.Api.PostAsync($"/students/{id}/erase", null);
}
