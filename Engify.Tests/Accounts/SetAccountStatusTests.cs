using Engify.Features.Accounts;
using Engify.Features.Accounts.CreateAdmin;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Engify.Tests.Accounts;

public sealed class SetAccountStatusTests(EngifyFixture engify) : IClassFixture<EngifyFixture>
{
    private static readonly string[] Shape =
    [
        "id", "email", "name", "role", "isActive", "lastSignedInAt", "studentId", "taId", "createdAt",
    ];

    [Fact]
    public async Task A_deactivated_account_is_signed_out_at_once_and_cannot_sign_in()
    {
        var email = AccountSteps.NewEmail();
        var session = await engify.Api.RegisterAsync(email);
        (await engify.Api.GetCurrentUserAsync(session.AccessToken())).ShouldBeOk();

        var answer = (await SetAsync(engify.Api, IdOf(session), isActive: false)).ShouldBeOk();

        answer.Json.ShouldHaveShape(Shape);
        Assert.False(answer["isActive"].GetBoolean());
        await engify.ShouldEndAsync(engify.Api, session);
        (await engify.Api.RefreshAsync(session.RefreshToken())).ShouldBeProblem(401, "refresh_token_spent");
        (await engify.Api.LogInAsync(email)).ShouldBeProblem(403, "account_inactive");
        (await engify.Api.LogInAsync(email, "wrong")).ShouldBeProblem(401, "invalid_credentials");
        Assert.Contains(
            "SetAccountStatus",
            (await engify.Api.GetAsync($"/audit?objectId={IdOf(session)}")).Json.EnumerateArray()
                .Select(entry => entry.GetProperty("action").GetString()));
    }

    [Fact]
    public async Task An_account_that_is_active_again_signs_in_anew()
    {
        var email = AccountSteps.NewEmail();
        var session = await engify.Api.RegisterAsync(email);
        await SetAsync(engify.Api, IdOf(session), isActive: false);
        await engify.ShouldEndAsync(engify.Api, session);

        (await SetAsync(engify.Api, IdOf(session), isActive: true)).ShouldBeOk();

        var next = (await engify.Api.LogInAsync(email)).ShouldBeOk();
        await engify.HeardAsync();
        (await engify.Api.GetCurrentUserAsync(next.AccessToken())).ShouldBeOk();
        (await engify.Api.GetCurrentUserAsync(session.AccessToken())).ShouldBeProblem(401, "unauthenticated");
    }

    [Fact]
    public async Task Every_instance_hears_of_it()
    {
        await using var other = await engify.StartHostAsync();
        var session = await engify.Api.RegisterAsync(AccountSteps.NewEmail());
        var api = new ApiClient(other);
        (await api.GetCurrentUserAsync(session.AccessToken())).ShouldBeOk();

        await SetAsync(engify.Api, IdOf(session), isActive: false);

        await engify.ShouldEndAsync(api, session);
    }

    [Fact]
    public async Task An_instance_that_nobody_tells_asks_the_database()
    {
        var session = await engify.Api.RegisterAsync(AccountSteps.NewEmail());
        (await engify.Api.GetCurrentUserAsync(session.AccessToken())).ShouldBeOk();
        var memory = engify.Host.Services.GetRequiredService<EndedAccessMemory>();
        memory.Suspend();
        try
        {
            (await engify.Api.GetCurrentUserAsync(session.AccessToken())).ShouldBeOk();
            await SetAsync(engify.Api, IdOf(session), isActive: false);
            (await engify.Api.GetCurrentUserAsync(session.AccessToken())).ShouldBeProblem(401, "unauthenticated");
        }
        finally
        {
            memory.Believe(await engify.QueryAsync(db => db.EndedAccess.Select(ended => ended.Id).ToListAsync()));
        }
    }

    [Fact]
    public async Task A_listener_that_lost_its_connection_has_nothing_believed()
    {
        var session = await engify.Api.RegisterAsync(AccountSteps.NewEmail());
        var deaf = engify.Log.NextAsync(
            entry => entry.Message.StartsWith("Ended access is not told", StringComparison.Ordinal));
        var listening = engify.Log.NextAsync(entry => entry.Message == "Listening for ended access");
        await engify.ExecuteAsync(
            """
            SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE datname = current_database()
                AND query IN ('SELECT id FROM ended_access', 'LISTEN engify_ended_access')
            """);
        await deaf;

        await engify.ExecuteAsync($"UPDATE accounts SET is_active = false WHERE id = '{IdOf(session)}'");

        (await engify.Api.GetCurrentUserAsync(session.AccessToken())).ShouldBeProblem(401, "unauthenticated");
        while (!listening.IsCompleted)
        {
            engify.Clock.Advance(TimeSpan.FromSeconds(2));
            await Task.Yield();
        }

        var memory = engify.Host.Services.GetRequiredService<EndedAccessMemory>();
        Assert.True(await memory.HasAnyAsync([IdOf(session)], CancellationToken.None));
    }

    [Fact]
    public async Task An_account_that_is_not_there_is_not_found() =>
        (await SetAsync(engify.Api, Guid.NewGuid(), isActive: false)).ShouldBeProblem(404, "account_not_found");

    [Fact]
    public async Task One_active_administrator_remains_also_where_two_deactivate_each_other_at_once()
    {
        await DeleteAdminsAsync();
        for (var round = 0; round < 5; round++)
        {
            var (one, other) = (await AddAdminAsync(), await AddAdminAsync());

            var answers = await Task.WhenAll(
                SetAsync(engify.Api, one, isActive: false), SetAsync(engify.Api, other, isActive: false));

            Assert.Single(answers, answer => answer.Status == 200);
            answers.Single(answer => answer.Status != 200).ShouldBeProblem(409, "last_administrator");
            Assert.Equal(1, await engify.QueryAsync(db => db.Accounts.CountAsync(account =>
                account.Role == AccountRole.Admin && account.IsActive)));
            await DeleteAdminsAsync();
        }
    }

    [Fact]
    public async Task Nobody_deactivates_the_last_administrator_by_SQL_either()
    {
        await AddAdminAsync();

        var refused = await Assert.ThrowsAsync<PostgresException>(
            () => engify.ExecuteAsync("UPDATE accounts SET is_active = false"));

        Assert.Equal("ck_accounts_administrator_remains", refused.ConstraintName);
    }

    [Fact]
    public async Task A_sign_in_that_overlaps_with_the_deactivation_leaves_no_session()
    {
        var email = AccountSteps.NewEmail();
        var id = IdOf(await engify.Api.RegisterAsync(email));

        await Task.WhenAll(
            Task.WhenAll(Enumerable.Range(0, 4).Select(_ => engify.Api.LogInAsync(email))),
            SetAsync(engify.Api, id, isActive: false));

        Assert.False(await engify.QueryAsync(db => db.RefreshTokenFamilies.AnyAsync(
            family => family.AccountId == id && family.RevokedAt == null)));
    }

    [Fact]
    public async Task An_account_that_is_deactivated_while_it_books_books_as_before_or_not_at_all()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var session = (await engify.Api.RegisterAsync(AccountSteps.NewEmail())).ShouldBeCreated();
        var bearer = ("Authorization", $"Bearer {session.AccessToken()}");
        var studentId = session["user"].GetProperty("studentId").GetGuid();

        var booking = Task.WhenAll(Enumerable.Range(0, 12).Select(hour => BookAsync(hour)));
        (await SetAsync(engify.Api, IdOf(session), isActive: false)).ShouldBeOk();
        var answers = await booking;
        await engify.ShouldEndAsync(engify.Api, session);

        Assert.All(
            answers.Where(answer => answer.Status != 200),
            answer => answer.ShouldBeProblem(401, "unauthenticated"));
        (await BookAsync(20)).ShouldBeProblem(401, "unauthenticated");
        Assert.Equal(
            answers.Count(answer => answer.Status == 200),
            await engify.QueryAsync(db => db.BookingStudents.CountAsync(place => place.StudentId == studentId)));
        Assert.Empty(await engify.CheckAsync());

        Task<Answer> BookAsync(int hour) => engify.Api.PostAsync(
            BookingSteps.IndividualPath,
            new
            {
                studentId,
                courseId = course.Id,
                taId = ta.Id,
                date = School.Tomorrow.AddHours(hour),
                durationMinutes = 60,
            },
            As.Anonymous, bearer);
    }

    [Fact]
    public async Task Accounts_are_found_by_role_and_by_a_part_of_their_email_or_name()
    {
        var email = AccountSteps.NewEmail();
        await engify.Api.RegisterAsync(email, name: "Zo\u00EB \u00C5str\u00F6m");
        await engify.Api.LogInAsync(email);

        foreach (var q in new[] { email.ToUpperInvariant(), "ZOE\u0308 \u00E5str", "str\u00F6m" })
        {
            var found = (await engify.Api.GetAsync($"/accounts?role=student&q={Uri.EscapeDataString(q)}")).ShouldBeOk();
            var account = Assert.Single(
                found.Json.EnumerateArray(), row => row.GetProperty("email").GetString() == email);
            account.ShouldHaveShape(Shape);
            Assert.NotNull(account.GetProperty("lastSignedInAt").GetString());
        }

        Assert.Empty((await engify.Api.GetAsync($"/accounts?role=ta&q={email}")).Json.EnumerateArray());
        (await engify.Api.GetAsync("/accounts?role=king")).ShouldBeProblem(400, "malformed_request");
        (await engify.Api.GetAsync($"/accounts?q={new string('x', 101)}")).ShouldBeInvalid("q");
    }

    [Fact]
    public async Task Pages_of_accounts_neither_skip_nor_repeat()
    {
        for (var i = 0; i < 5; i++)
            await engify.Api.RegisterAsync($"page{i}@paged.test");

        var emails = new List<string>();
        for (var path = "/accounts?q=paged.test&limit=2"; path is not null;)
        {
            var page = (await engify.Api.GetAsync(path)).ShouldBeOk();
            emails.AddRange(page.Json.EnumerateArray().Select(row => row.GetProperty("email").GetString()!));
            path = page.Headers.TryGetValue("Link", out var link) ? link.Split('<', '>')[1] : null;
        }

        Assert.Equal(Enumerable.Range(0, 5).Select(i => $"page{i}@paged.test"), emails);
    }

    private static Guid IdOf(Answer session) => session["user"].GetProperty("id").GetGuid();

    private static Task<Answer> SetAsync(ApiClient api, Guid accountId, bool isActive) =>
        api.PutAsync($"/accounts/{accountId}/status", new { isActive }, ifMatch: null);

    private Task<int> DeleteAdminsAsync() => engify.QueryAsync(
        db => db.Accounts.Where(account => account.Role == AccountRole.Admin).ExecuteDeleteAsync());

    private async Task<Guid> AddAdminAsync()
    {
        await using var scope = engify.Host.Services.CreateAsyncScope();
        return (await scope.ServiceProvider.GetRequiredService<IMediator>()
            .Send(new CreateAdminRequest(AccountSteps.NewEmail(), AccountSteps.Password, "Ada Admin"))).Id;
    }
}
