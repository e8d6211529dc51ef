using Engify.Features.Accounts;
using Engify.Features.Accounts.CreateAdmin;
using Engify.Features.Accounts.CreateTaAccount;
using Engify.Features.Accounts.RotateSigningKey;
using Engify.Features.Database;
using Engify.Features.GroupSessions.ScheduleGroupSessions;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Engify.Tests.Database;

/// <summary>
/// A schema that changes while the service has its statements prepared, as a migration of the next version may.
/// </summary>
public sealed class SchemaChangeTests(SchemaChangeTests.Fixture engify) : IClassFixture<SchemaChangeTests.Fixture>
{
    [Fact]
    public async Task A_column_may_be_added_to_any_table()
    {
        await UseEverythingAsync();
        var tables = await engify.QueryAsync(db => Task.FromResult(
            db.Model.GetEntityTypes().Select(entity => entity.GetTableName()!).Distinct().Order().ToList()));
        Assert.NotEmpty(tables);

        foreach (var table in tables)
        {
            await ChangeAsync($"ALTER TABLE {table} ADD COLUMN added_later text NOT NULL DEFAULT 'as before'");

            var failed = await Record.ExceptionAsync(UseEverythingAsync);

            Assert.True(failed is null, $"With a column more in {table}: {failed}");
        }

        Assert.Empty(await engify.CheckAsync());
        Assert.Equal(0, await engify.QueryAsync(db => db.Database.SqlQueryRaw<int>(
            """SELECT count(*)::int AS "Value" FROM audit_entries WHERE added_later <> 'as before'""").SingleAsync()));
    }

    /// <summary>
    /// Then even the columns that are named are no longer those that the statements were prepared for.
    /// </summary>
    [Fact]
    public async Task The_type_of_a_column_may_change()
    {
        var changes = new[]
        {
            ("bookings", "cancelled_by"), ("courses", "description"), ("tas", "bio"), ("products", "description"),
            ("students", "name"), ("accounts", "name"), ("audit_entries", "action"),
        };
        await UseEverythingAsync();
        foreach (var (table, column) in changes)
        {
            await ChangeAsync($"ALTER TABLE {table} ALTER COLUMN {column} TYPE varchar(900)");

            var failed = await Record.ExceptionAsync(UseEverythingAsync);

            Assert.True(failed is null, $"With {table}.{column} of another type: {failed}");
        }

        Assert.Empty(await engify.CheckAsync());
    }

    /// <summary>
    /// There are more connections than a request has tries: it fails if it meets one after the other that does not
    /// know.
    /// </summary>
    [Fact]
    public async Task Every_connection_learns_of_a_change_by_the_first_that_meets_it()
    {
        const int Connections = 10;
        await using var host = await engify.StartHostAsync(
            ("ConnectionStrings:Engify", $"{engify.ConnectionString};Maximum Pool Size={Connections}"));
        var api = new ApiClient(host);
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var hours = 0;
        await BookAtOnceAsync();
        await ChangeAsync("ALTER TABLE bookings ALTER COLUMN status TYPE varchar(800)");

        await BookAsync();
        await BookAtOnceAsync();

        Task BookAtOnceAsync() => Task.WhenAll(Enumerable.Range(0, 4 * Connections).Select(_ => BookAsync()));

        async Task BookAsync()
        {
            var (student, hour) = (await engify.School.AddStudentAsync(), Interlocked.Increment(ref hours));
            (await api.BookAsync(student, course, ta, School.Tomorrow.AddHours(hour))).ShouldBeOk();
        }
    }

    /// <summary>Asks for everything that the service does.</summary>
    private async Task UseEverythingAsync()
    {
        await UseAccountsAsync();
        foreach (var withKey in new[] { false, true })
        {
            await UseBookingsAsync(withKey);
            await UseGroupSessionsAsync(withKey);
        }

        (await engify.Api.GetAsync("/audit?limit=5")).ShouldBeOk();
        await DoOwnWorkAsync();
    }

    private async Task UseAccountsAsync()
    {
        var email = AccountSteps.NewEmail();
        Assert.Equal(201, (await engify.Api.RegisterAsync(email)).Status);
        (await engify.Api.LogInAsync(email, "wrong")).ShouldBeProblem(401, "invalid_credentials");
        var session = (await engify.Api.LogInAsync(email)).ShouldBeOk();
        session = (await engify.Api.RefreshAsync(session.RefreshToken())).ShouldBeOk();
        (await engify.Api.GetCurrentUserAsync(session.AccessToken())).ShouldBeOk();
        Assert.Equal(204, (await engify.Api.LogOutAsync(session.RefreshToken())).Status);
        (await engify.Api.GetAsync("/.well-known/jwks.json")).ShouldBeOk();
    }

    private async Task UseBookingsAsync(bool withKey)
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var student = await engify.School.AddStudentAsync();
        var bundle = await engify.School.AddBundleAsync(course);
        var by = As.Student(student.Id);
        foreach (var path in new[]
        {
            $"/courses?q={course.Code}", $"/courses/{course.Id}", $"/courses/{course.Id}/products",
            $"/courses/{course.Id}/support-options?studentId={student.Id}",
        })
        {
            (await engify.Api.GetAsync(path, by)).ShouldBeOk();
        }

        var purchase = await SendAsync(
            "POST", $"/bundles/courses/{course.Id}/purchase", new { studentId = student.Id, productId = bundle.Id },
            by, withKey);
        var body = School.Individual(student, course, ta);
        var single = await SendAsync("POST", BookingSteps.IndividualPath, body, by, withKey);
        (await engify.Api.PostAsync(BookingSteps.IndividualPath, body, by)).ShouldBeProblem(400, "ta_not_available");
        body = School.Individual(student, course, date: School.Tomorrow.AddHours(1));
        body["bundlePurchaseId"] = purchase.Id;
        var paid = await SendAsync("POST", BookingSteps.IndividualPath, body, by, withKey);

        foreach (var (path, who) in new[]
        {
            ($"/bookings/{single.Id}", by), ($"/bookings/students/{student.Id}", by),
            ($"/bookings/students/{student.Id}", As.Admin), ($"/bookings/tas/{ta.Id}", As.Ta(ta.Id)),
            ($"/bundles/students/{student.Id}", by), ($"/bundles/students/{student.Id}/courses/{course.Id}/active", by),
        })
        {
            (await engify.Api.GetAsync(path, who)).ShouldBeOk();
        }

        await SendAsync("PATCH", $"/bookings/{single.Id}/cancel", new { reason = "Ill." }, by, withKey);
        await SendAsync("PATCH", $"/bookings/{paid.Id}/cancel", new { }, by, withKey);
    }

    private async Task UseGroupSessionsAsync(bool withKey)
    {
        var session = await engify.School.AddGroupSessionAsync();
        var student = await engify.School.AddStudentAsync();
        var (body, by) = (new { studentId = student.Id }, As.Student(student.Id));
        (await engify.Api.GetAsync($"/group-sessions/courses/{session.CourseId}", by)).ShouldBeOk();

        await SendAsync("POST", $"/group-sessions/{session.Id}/join", body, by, withKey);
        (await engify.Api.PostAsync($"/group-sessions/{session.Id}/join", body, by))
            .ShouldBeProblem(400, "already_joined");
        await SendAsync("POST", $"/group-sessions/{session.Id}/leave", body, by, withKey);
        await SendAsync("POST", $"/group-sessions/{session.Id}/join", body, by, withKey);
        await SendAsync("PATCH", $"/bookings/{session.Id}/cancel", new { }, As.Admin, withKey);
    }

    /// <summary>What the service and its verbs do by themselves.</summary>
    private async Task DoOwnWorkAsync()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        await engify.School.AddTemplateAsync(course, ta);
        var services = engify.Host.Services;
        var scheduler = services.GetRequiredService<GroupSessionScheduler>();
        Assert.InRange(await scheduler.ScheduleAllAsync(CancellationToken.None), 1, 100);
        await services.GetServices<IHostedService>().OfType<Purge>().Single().PurgeAsync(CancellationToken.None);

        await using var scope = services.CreateAsyncScope();
        var mediator = scope.ServiceProvider.GetRequiredService<IMediator>();
        await mediator.Send(new CreateAdminRequest(AccountSteps.NewEmail(), AccountSteps.Password, "Admin"));
        await mediator.Send(new CreateTaAccountRequest(ta.Email, AccountSteps.Password));
        await mediator.Send(new RotateSigningKeyRequest());
        Assert.Empty(await engify.CheckAsync());
        (await engify.Api.GetAsync("/health/ready", As.Anonymous)).ShouldBeOk();
    }

    /// <summary>With a key also a second time, for the same answer.</summary>
    private async Task<Answer> SendAsync(string method, string path, object body, string by, bool withKey)
    {
        (string, string)[] key = withKey ? [(IdempotencyKeys.Header, $"{Guid.NewGuid()}")] : [];
        var answer = (await SendOnceAsync()).ShouldBeOk();
        if (withKey)
            Assert.Equal(answer.Text, (await SendOnceAsync()).ShouldBeOk().Text);
        return answer;

        Task<Answer> SendOnceAsync() => method == "POST"
            ? engify.Api.PostAsync(path, body, by, key)
            : engify.Api.PatchAsync(path, body, by, key);
    }

    private async Task ChangeAsync(string statement)
    {
        await using var source = TestPostgres.SourceOf(engify.ConnectionString);
        await using var change = source.CreateCommand(statement);
        await change.ExecuteNonQueryAsync();
    }

    /// <summary>Few connections, so that each has prepared all that the service says.</summary>
    public sealed class Fixture : EngifyFixture
    {
        public const int Connections = 2;

        protected override async Task<string> CreateDatabaseAsync() =>
            $"{await base.CreateDatabaseAsync()};Maximum Pool Size={Connections};Timeout=60";
    }
}
