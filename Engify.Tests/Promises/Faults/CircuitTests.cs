using Alba;
using Engify.Features.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Engify.Tests.Promises.Faults;

/// <summary>A database that is away, and comes back.</summary>
public sealed class CircuitTests(EngifyFixture engify) : IClassFixture<EngifyFixture>, IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private DatabaseLink link = null!;
    private IAlbaHost host = null!;

    private ApiClient Api => new(host, engify.Host.Services);

    public async Task InitializeAsync()
    {
        link = DatabaseLink.To(engify.ConnectionString);
        var scheduled = engify.Log.NextAsync(
            entry => entry.Message.StartsWith("Scheduled ", StringComparison.Ordinal));
        host = await StartAsync("");
        // What still works at its start could bring a connection back to the pool after the database went away.
        await scheduled;
    }

    public async Task DisposeAsync()
    {
        await host.DisposeAsync();
        await link.DisposeAsync();
    }

    [Fact]
    public async Task While_the_database_is_away_nobody_tries_it_and_when_it_is_back_the_service_is_too()
    {
        var student = await engify.School.AddStudentAsync();
        (await ListAsync(student.Id)).ShouldBeOk();
        var before = engify.Log.Entries.Count;

        await link.BreakAsync();
        using var patience = new CancellationTokenSource(Patience);
        while (!engify.Log.Entries.Skip(before).Any(IsOpened))
        {
            patience.Token.ThrowIfCancellationRequested();
            (await ListAsync(student.Id)).ShouldBeProblem(503, "database_unavailable");
        }

        link.Mend();

        var refused = await ListAsync(student.Id);
        refused.ShouldBeProblem(503, "database_unavailable");
        Assert.Equal("2", refused.Headers["Retry-After"]);

        engify.Clock.Advance(DatabaseFailure.Pause + TimeSpan.FromMilliseconds(1));
        (await ListAsync(student.Id)).ShouldBeOk();
        Assert.Contains(engify.Log.Entries.Skip(before), entry => entry.Message == "The database is back");
    }

    [Fact]
    public async Task A_database_that_is_away_is_one_line_however_often_it_is_tried()
    {
        var path = $"/bookings/students/{(await engify.School.AddStudentAsync()).Id}";
        var before = engify.Log.Entries.Count;
        await link.BreakAsync();

        for (var attempt = 0; attempt < 10; attempt++)
        {
            (await Api.GetAsync(path)).ShouldBeProblem(503, "database_unavailable");
            engify.Clock.Advance(DatabaseFailure.Pause + TimeSpan.FromMilliseconds(1));
        }

        Assert.Single(engify.Log.Entries.Skip(before), IsOpened);
    }

    [Fact]
    public async Task Readiness_asks_the_database_itself_whatever_the_circuit_thinks()
    {
        var student = await engify.School.AddStudentAsync();
        await link.BreakAsync();
        for (var request = 0; request < 3; request++)
            (await ListAsync(student.Id)).ShouldBeProblem(503, "database_unavailable");
        (await Api.GetAsync("/health/ready", As.Anonymous)).ShouldBeProblem(503, "database_unavailable");

        link.Mend();

        (await Api.GetAsync("/health/ready", As.Anonymous)).ShouldBeOk();
    }

    [Fact]
    public async Task A_database_that_hangs_makes_nobody_wait_for_long()
    {
        // A second is the least there is; what is not to hang has more time, for a machine that is slow for a moment.
        await using var impatient = await StartAsync(";Timeout=1;Command Timeout=1;Cancellation Timeout=100");
        var api = new ApiClient(impatient, engify.Host.Services);
        var path = $"/bookings/students/{(await engify.School.AddStudentAsync()).Id}";
        await BeServedAsync();
        var before = engify.Log.Entries.Count;

        link.FallSilent();
        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => api.GetAsync(path)))
            .WaitAsync(TimeSpan.FromSeconds(25));
        Assert.All(answers, answer => answer.ShouldBeProblem(503, "database_unavailable"));
        Assert.Contains(engify.Log.Entries.Skip(before), IsOpened);

        link.Mend();
        await BeServedAsync();

        async Task BeServedAsync()
        {
            using var patience = new CancellationTokenSource(Patience);
            do
            {
                patience.Token.ThrowIfCancellationRequested();
                engify.Clock.Advance(DatabaseFailure.Pause + TimeSpan.FromMilliseconds(1));
            }
            while ((await api.GetAsync(path)).Status != 200);
        }
    }

    [Fact]
    public async Task Connections_that_are_ended_one_by_one_open_no_circuit()
    {
        var student = await engify.School.AddStudentAsync();
        var before = engify.Log.Entries.Count;

        for (var round = 0; round < 20; round++)
        {
            (await ListAsync(student.Id)).ShouldBeOk();
            await engify.EndSessionsAsync();
        }

        (await ListAsync(student.Id)).ShouldBeOk();
        Assert.DoesNotContain(engify.Log.Entries.Skip(before), IsOpened);
    }

    [Fact]
    public async Task Refusals_open_no_circuit()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        (await Api.BookAsync(await engify.School.AddStudentAsync(), course, ta)).ShouldBeOk();
        var late = await engify.School.AddStudentAsync();
        var before = engify.Log.Entries.Count;

        for (var request = 0; request < 20; request++)
            (await Api.BookAsync(late, course, ta)).ShouldBeProblem(400, "ta_not_available");

        (await ListAsync(late.Id)).ShouldBeOk();
        Assert.DoesNotContain(engify.Log.Entries.Skip(before), entry => entry.Level >= LogLevel.Warning);
    }

    [Fact]
    public async Task Clients_that_do_not_wait_for_a_connection_open_no_circuit()
    {
        link.FallSilent();
        var before = engify.Log.Entries.Count;
        var gaveUp = 0;

        for (var client = 0; client < 20; client++)
        {
            await using var scope = host.Services.CreateAsyncScope();
            var database = scope.ServiceProvider.GetRequiredService<EngifyDbContext>().Database;
            NpgsqlConnection.ClearPool((NpgsqlConnection)database.GetDbConnection());
            using var patience = new CancellationTokenSource();
            var opening = database.OpenConnectionAsync(patience.Token);
            await patience.CancelAsync();
            // Now and then Npgsql misses it, when it has just begun to read, and waits until its time is up.
            if (await Record.ExceptionAsync(() => opening) is OperationCanceledException)
                gaveUp++;
        }

        Assert.InRange(gaveUp, 11, 20);
        Assert.DoesNotContain(engify.Log.Entries.Skip(before), IsOpened);
    }

    private Task<IAlbaHost> StartAsync(string limits) =>
        engify.StartHostAsync(("ConnectionStrings:Engify", link.ConnectionString + limits));

    private static bool IsOpened(LogEntry entry) =>
        entry.Message.StartsWith("The database is away", StringComparison.Ordinal);

    private Task<Answer> ListAsync(Guid studentId) => Api.GetAsync($"/bookings/students/{studentId}");
}
