using Alba;
using Engify.Features.Bookings;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Engify.Tests.Http;

public sealed class RequestTimeoutTests(EngifyFixture engify) : IClassFixture<EngifyFixture>, IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private IAlbaHost host = null!;

    private ApiClient Api => new(host);

    // Long enough for what does not wait; the database's driver by itself would wait for ever.
    public async Task InitializeAsync() => host = await engify.HostWithAsync(
        ("RequestLimits:Timeout", "00:00:04"),
        ("ConnectionStrings:Engify", $"{engify.ConnectionString};Command Timeout=0"));

    public Task DisposeAsync() => Task.CompletedTask;

    /// <summary>
    /// By the database itself, or by us, though the COMMIT that goes with the save is never cancelled by a client.
    /// </summary>
    [Theory]
    [InlineData("Options=-c statement_timeout=500")]
    [InlineData("Command Timeout=1")]
    public async Task A_save_that_waits_too_long_is_given_up_and_is_no_fault_of_ours(string limit)
    {
        await using var limited = await engify.StartHostAsync(
            ("ConnectionStrings:Engify", $"{engify.ConnectionString};{limit}"));
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var student = await engify.School.AddStudentAsync();
        await using var bookings = await BookingsLock.TakeAsync(engify);

        var api = new ApiClient(limited, engify.Host.Services);
        var answer = await api.BookAsync(student, course, ta).WaitAsync(Patience);

        answer.ShouldBeProblem(503, "database_unavailable");
        await bookings.ReleaseAsync();
        Assert.False(await engify.QueryAsync(db => db.Bookings.AnyAsync(booking => booking.CourseId == course.Id)));
    }

    [Fact]
    public async Task A_request_that_waits_too_long_is_told_to_come_again_and_has_done_nothing()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var student = await engify.School.AddStudentAsync();
        var before = engify.Log.Entries.Count;

        await using (var bookings = await BookingsLock.TakeAsync(engify, alsoFromReading: true))
        {
            // Without a TA named it reads first; what commits is not given up for the request's time.
            var answer = await Api.BookAsync(student, course).WaitAsync(Patience);

            answer.ShouldBeProblem(503, "database_unavailable");
            Assert.Equal("2", answer.Headers["Retry-After"]);
            await bookings.ReleaseAsync();
        }

        Assert.False(
            await engify.QueryAsync(db => db.Set<Booking>().AnyAsync(booking => booking.CourseId == course.Id)));
        (await Api.BookAsync(student, course, ta)).ShouldBeOk();
        Assert.Single(
            engify.Log.Entries.Skip(before), entry => entry.Level >= LogLevel.Warning || entry.Exception is not null);
    }
}
