using Engify.Features.Database;
using Microsoft.EntityFrameworkCore;

namespace Engify.Tests.Promises.Faults;

public sealed class UnknownOutcomeTests(LonelyFixture engify) : IClassFixture<LonelyFixture>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_commit_that_no_standby_confirmed_is_not_acknowledged_until_one_did()
    {
        await using var host = await engify.StartHostAsync(
            ("ConnectionStrings:Engify",
                $"{engify.ConnectionString};Command Timeout=50;Options=-c synchronous_commit=on"));
        var waiting = new ApiClient(host, engify.Host.Services);
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var student = await engify.School.AddStudentAsync();
        var key = Guid.NewGuid().ToString();
        Task<Answer> BookAsync(ApiClient api) => api.PostAsync(
            BookingSteps.IndividualPath, School.Individual(student, course, ta), As.Student(student.Id),
            (IdempotencyKeys.Header, key));

        var first = BookAsync(waiting);
        await CancelTheWaitAsync();
        (await first.WaitAsync(Patience)).ShouldBeProblem(503, "database_unavailable");

        // It is there on this server, but a failover could still lose it: the retry must wait for the standby as well.
        var second = BookAsync(waiting);
        await CancelTheWaitAsync();
        (await second.WaitAsync(Patience)).ShouldBeProblem(503, "database_unavailable");

        var third = (await BookAsync(engify.Api)).ShouldBeOk();
        Assert.Equal("true", third.Headers[IdempotencyKeys.ReplayedHeader]);
        Assert.Equal(1, await engify.QueryAsync(db => db.Bookings.CountAsync()));
    }

    private async Task CancelTheWaitAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        await using var source = TestPostgres.SourceOf(engify.ConnectionString);
        await using var cancel = source.CreateCommand(
            "SELECT count(pg_cancel_backend(pid)) FROM pg_stat_activity WHERE wait_event = 'SyncRep'");
        while ((long)(await cancel.ExecuteScalarAsync(patience.Token))! == 0)
            patience.Token.ThrowIfCancellationRequested();
    }
}
