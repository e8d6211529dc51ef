using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;

namespace Engify.Tests.Accounts;

/// <summary>Many who sign in and register at once, of whom nobody else must notice anything.</summary>
public sealed class CrowdTests(CrowdFixture engify) : IClassFixture<CrowdFixture>, IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public void Dispose() => engify.Hasher.Release();

    /// <param name="newcomersFirst">Whether it is they whose passwords are hashed while others read and book.</param>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_crowd_that_signs_in_and_registers_keeps_no_connection_from_others(bool newcomersFirst)
    {
        var known = await RegisterAsync(50);
        var unknown = NewEmails(50);
        var newcomers = NewEmails(60);
        engify.Hasher.Park();

        Task<Answer>[] SignIn() => [.. known.Concat(unknown).Select(email => engify.Crowded.LogInAsync(email))];
        Task<Answer>[] Register() => [.. newcomers.Select(email => engify.Crowded.RegisterAsync(email))];
        var first = newcomersFirst ? Register() : [];
        Task<Answer>[] crowd = [.. SignIn(), .. newcomersFirst ? first : Register()];
        await engify.Hasher.WaitForAsync(CrowdFixture.Places);
        var refused = await FirstAsync(crowd, crowd.Length - CrowdFixture.Places - CrowdFixture.Queue);

        Assert.All(refused, answer => answer.ShouldBeProblem(429, "rate_limited"));
        Assert.Equal(0, await engify.CountIdleTransactionsAsync());
        await ReadAndBookAsync();
        Assert.Equal(CrowdFixture.Places, engify.Hasher.Running);

        engify.Hasher.Release();
        var answers = await Task.WhenAll(crowd);
        Assert.Equal(CrowdFixture.Places, engify.Hasher.Most);
        Assert.Equal(CrowdFixture.Places + CrowdFixture.Queue, answers.Count(answer => answer.Status != 429));
        Assert.All(answers[..50], answer => Assert.True(answer.Status is 200 or 429, answer.Text));
        Assert.All(answers[50..100], answer => Assert.True(answer.Status is 401 or 429, answer.Text));
        Assert.All(answers[100..], answer => Assert.True(answer.Status is 201 or 429, answer.Text));
        Assert.Equal(
            answers[100..].Count(answer => answer.Status == 201),
            await engify.QueryAsync(db => db.Accounts.CountAsync(account => newcomers.Contains(account.Email!))));
        foreach (var (email, answer) in known.Concat(unknown).Zip(answers))
            await ShouldHaveFailedAsync(email, answer.Status == 401 ? 1 : 0);
    }

    [Fact]
    public async Task A_request_turned_away_is_not_an_attempt_and_reveals_no_account()
    {
        var email = (await RegisterAsync(1)).Single();
        var crowd = await FillAsync();

        foreach (var tried in Enumerable.Repeat(email, 6).Append(NewEmails(1).Single()))
        {
            var refused = (await engify.Crowded.LogInAsync(tried)).ShouldBeProblem(429, "rate_limited");
            Assert.Equal("2", refused.Headers["Retry-After"]);
            Assert.Contains("\"sign-in\";r=", refused.Headers["RateLimit"], StringComparison.Ordinal);
            Assert.Equal(
                "Too many people are signing in at the moment; try again in a few seconds",
                refused["message"].GetString());
        }

        var newcomer = await engify.Crowded.RegisterAsync(NewEmails(1).Single());
        Assert.Equal("2", newcomer.ShouldBeProblem(429, "rate_limited").Headers["Retry-After"]);

        engify.Hasher.Release();
        Assert.All(await Task.WhenAll(crowd), answer => Assert.Equal(201, answer.Status));
        await ShouldHaveFailedAsync(email, 0);
        (await engify.Crowded.LogInAsync(email)).ShouldBeOk();
    }

    [Theory]
    [InlineData("known")]
    [InlineData("unknown")]
    [InlineData("without a password")]
    public async Task Every_email_costs_one_attempt_and_one_hash(string kind)
    {
        var email = kind == "unknown" ? NewEmails(1).Single() : (await RegisterAsync(1)).Single();
        if (kind == "without a password")
            await SetHashAsync(email, null);
        var before = engify.Hasher.Calls;

        (await engify.Crowded.LogInAsync(email, "wrong")).ShouldBeProblem(401, "invalid_credentials");

        Assert.Equal(before + 1, engify.Hasher.Calls);
        await ShouldHaveFailedAsync(email, 1);
    }

    [Fact]
    public async Task A_weak_password_is_refused_without_a_hash()
    {
        var before = engify.Hasher.Calls;

        var refused = await engify.Crowded.RegisterAsync(NewEmails(1).Single(), "aaaaaaaaaaaa");

        refused.ShouldBeProblem(400, "weak_password");

        Assert.Equal(before, engify.Hasher.Calls);
    }

    [Fact]
    public async Task An_attempt_counts_before_the_password_is_looked_at()
    {
        var email = (await RegisterAsync(1)).Single();
        engify.Hasher.Park();

        var signIn = engify.Crowded.LogInAsync(email);
        await engify.Hasher.WaitForAsync(1);
        await ShouldHaveFailedAsync(email, 1);

        engify.Hasher.Release();
        (await signIn).ShouldBeOk();
        await ShouldHaveFailedAsync(email, 0);
    }

    [Fact]
    public async Task Two_right_sign_ins_at_once_are_not_two_failures_until_the_first_has_succeeded()
    {
        var email = (await RegisterAsync(1)).Single();
        for (var i = 0; i < 4; i++)
            (await engify.Crowded.LogInAsync(email, "wrong")).ShouldBeProblem(401, "invalid_credentials");
        engify.Hasher.Park();
        var first = engify.Crowded.LogInAsync(email);
        await engify.Hasher.WaitForAsync(1);

        var second = engify.Crowded.LogInAsync(email);
        // Whoever comes after the second one finds the place beside the first still free.
        var other = engify.Crowded.RegisterAsync(NewEmails(1).Single());
        await engify.Hasher.WaitForAsync(1);
        engify.Hasher.Release();

        (await first).ShouldBeOk();
        (await second).ShouldBeOk();
        Assert.Equal(201, (await other).Status);
    }

    [Fact]
    public async Task Guessing_in_parallel_at_several_instances_gains_nothing()
    {
        var email = (await RegisterAsync(1)).Single();

        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(i =>
            (i % 2 == 0 ? engify.Crowded : engify.Api).LogInAsync(email, $"guess {i}")));

        Assert.Equal(5, answers.Count(answer => answer.Status == 401));
        Assert.Equal(25, answers.Count(answer => answer.Status == 423));
    }

    [Fact]
    public async Task A_password_that_is_taken_away_while_it_is_hashed_starts_no_session()
    {
        var email = (await RegisterAsync(1)).Single();
        var before = await engify.QueryAsync(db => db.RefreshTokenFamilies.CountAsync());
        engify.Hasher.Park();

        var signIn = engify.Crowded.LogInAsync(email);
        await engify.Hasher.WaitForAsync(1);
        await SetHashAsync(email, null);
        engify.Hasher.Release();

        (await signIn).ShouldBeProblem(401, "invalid_credentials");
        Assert.Equal(before, await engify.QueryAsync(db => db.RefreshTokenFamilies.CountAsync()));
    }

    [Fact]
    public async Task A_hash_that_was_made_otherwise_than_today_is_made_anew()
    {
        var email = (await RegisterAsync(1)).Single();
        await SetHashAsync(email, ParkingHasher.OldHashOf(AccountSteps.Password));

        (await engify.Crowded.LogInAsync(email)).ShouldBeOk();

        Assert.Equal(
            ParkingHasher.HashOf(AccountSteps.Password),
            await engify.QueryAsync(db => db.Accounts
                .Where(account => account.Email == email).Select(account => account.PasswordHash).SingleAsync()));
        (await engify.Crowded.LogInAsync(email)).ShouldBeOk();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_outcome_of_an_attempt_is_stored_even_if_its_client_is_gone(bool right)
    {
        var email = (await RegisterAsync(1)).Single();
        engify.Hasher.Park();
        using var client = engify.CreateCrowdedClient();
        using var gone = new CancellationTokenSource();

        var signIn = client.PostAsJsonAsync(
            "/auth/login", new { email, password = right ? AccountSteps.Password : "wrong" }, gone.Token);
        await engify.Hasher.WaitForAsync(1);
        var leaving = gone.CancelAsync(); // ends only when the request does
        engify.Hasher.Release();
        await leaving;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => signIn);

        await WaitForEntryAsync(email, right ? "succeeded" : "invalid_credentials");
        await ShouldHaveFailedAsync(email, right ? 0 : 1);
    }

    /// <summary>Takes every place and fills the queue.</summary>
    private async Task<Task<Answer>[]> FillAsync()
    {
        engify.Hasher.Park();
        // One more than there is room for, so that it shows when it is full.
        var crowd = NewEmails(CrowdFixture.Places + CrowdFixture.Queue + 1)
            .Select(email => engify.Crowded.RegisterAsync(email)).ToList();
        var refused = await Task.WhenAny(crowd).WaitAsync(Patience);
        (await refused).ShouldBeProblem(429, "rate_limited");
        crowd.Remove(refused);
        return [.. crowd];
    }

    private async Task ReadAndBookAsync()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var students = await engify.School.AddStudentsAsync(10);

        var answers = await Task.WhenAll(students.SelectMany((student, i) => new[]
        {
            engify.Crowded.GetAsync("/courses", As.Anonymous),
            engify.Crowded.GetAsync($"/courses/{course.Id}/support-options", As.Anonymous),
            engify.Crowded.GetAsync($"/bookings/students/{student.Id}", As.Student(student.Id)),
            engify.Crowded.BookAsync(student, course, ta, School.Tomorrow.AddHours(i)),
        }));

        Assert.All(answers, answer => answer.ShouldBeOk());
    }

    private async Task<string[]> RegisterAsync(int count)
    {
        var emails = NewEmails(count);
        foreach (var email in emails)
            Assert.Equal(201, (await engify.Crowded.RegisterAsync(email)).Status);
        return emails;
    }

    private static string[] NewEmails(int count) =>
        [.. Enumerable.Range(0, count).Select(_ => AccountSteps.NewEmail())];

    private Task<int> SetHashAsync(string email, string? hash) => engify.QueryAsync(db => db.Accounts
        .Where(account => account.Email == email)
        .ExecuteUpdateAsync(set => set.SetProperty(account => account.PasswordHash, hash)));

    private async Task ShouldHaveFailedAsync(string email, int failures)
    {
        var hash = System.Security.Cryptography.SHA256.HashData(
            System.Text.Encoding.UTF8.GetBytes(email.ToLowerInvariant()));
        var known = await engify.QueryAsync(db =>
            db.SignInAttempts.Where(attempts => attempts.EmailHash == hash && attempts.Network != "").ToListAsync());
        Assert.Equal(failures, known.SingleOrDefault()?.Failures ?? 0);
    }

    private static async Task<List<Answer>> FirstAsync(IEnumerable<Task<Answer>> tasks, int count)
    {
        using var patience = new CancellationTokenSource(Patience);
        var waiting = tasks.ToList();
        var first = new List<Answer>();
        while (first.Count < count)
        {
            var done = await Task.WhenAny(waiting).WaitAsync(patience.Token);
            waiting.Remove(done);
            first.Add(await done);
        }

        return first;
    }

    private async Task WaitForEntryAsync(string email, string outcome)
    {
        await using var source = TestPostgres.SourceOf(engify.ConnectionString);
        await using var isWritten = source.CreateCommand(
            """
            SELECT EXISTS (
                SELECT FROM audit_entries JOIN accounts ON object_id = accounts.id::text
                WHERE action = 'LogIn' AND email = $1 AND outcome = $2)
            """);
        isWritten.Parameters.Add(new() { Value = email });
        isWritten.Parameters.Add(new() { Value = outcome });
        using var patience = new CancellationTokenSource(Patience);
        while (!(bool)(await isWritten.ExecuteScalarAsync(patience.Token))!)
            patience.Token.ThrowIfCancellationRequested();
    }
}
