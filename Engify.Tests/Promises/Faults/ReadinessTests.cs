using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Engify.Tests.Promises.Faults;

/// <summary>When the service says that it can serve, and how it ends.</summary>
public sealed class ReadinessTests(KestrelFixture engify) : IClassFixture<KestrelFixture>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task An_instance_that_cannot_write_is_not_ready()
    {
        await using var standby = await engify.StartHostAsync(
            ("ConnectionStrings:Engify", $"{engify.ConnectionString};Options=-c default_transaction_read_only=on"));
        var api = new ApiClient(standby, engify.Host.Services);
        var (course, ta) = await engify.School.AddCourseWithTaAsync();

        (await api.GetAsync("/health/ready", As.Anonymous)).ShouldBeProblem(503, "database_unavailable");
        (await api.GetAsync("/health/live", As.Anonymous)).ShouldBeOk();
        (await api.BookAsync(await engify.School.AddStudentAsync(), course, ta))
            .ShouldBeProblem(503, "database_unavailable");
    }

    [Fact]
    public async Task At_the_end_it_is_said_first_then_nothing_new_is_taken_and_what_runs_is_finished()
    {
        var before = engify.Log.Entries.Count;
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var student = await engify.School.AddStudentAsync();
        await using var server = engify.StartServer(("Shutdown:Delay", "00:00:05"), ("Shutdown:Timeout", "00:01:00"));
        using var client = server.CreateClient();
        client.DefaultRequestHeaders.Add(
            "Authorization", await As.AuthorizationAsync(engify.Host.Services, As.Student(student.Id)));
        using var probe = server.CreateClient();
        Assert.Equal(200, (int)(await probe.GetAsync("/health/ready")).StatusCode);
        await using var bookings = await BookingsLock.TakeAsync(engify);
        var running = client.PostAsync(
            BookingSteps.IndividualPath,
            System.Net.Http.Json.JsonContent.Create(School.Individual(student, course, ta)));
        await bookings.WaitForWaitersAsync(1);

        var lifetime = server.Services.GetRequiredService<IHostApplicationLifetime>();
        var stopping = server.Services.GetRequiredService<IHost>().StopAsync();

        // The delay goes by the clock of the test: until it moves, everybody is served.
        (await Answer.OfAsync(await probe.GetAsync("/health/ready"))).ShouldBeProblem(503, "service_stopping");
        Assert.Equal(200, (int)(await probe.GetAsync("/courses")).StatusCode);
        Assert.False(stopping.IsCompleted);

        engify.Clock.Advance(TimeSpan.FromSeconds(5));
        using (var patience = new CancellationTokenSource(Patience))
        {
            while (await IsTakenAsync(server.Address, patience.Token))
                await Task.Yield();
        }

        Assert.False(running.IsCompleted);
        Assert.False(stopping.IsCompleted);

        await bookings.ReleaseAsync();
        Assert.Equal(200, (int)(await running.WaitAsync(Patience)).StatusCode);
        await stopping.WaitAsync(Patience);
        Assert.True(lifetime.ApplicationStopped.IsCancellationRequested);
        Assert.True(await engify.QueryAsync(db => db.Bookings.AnyAsync(booking => booking.CourseId == course.Id)));
        Assert.Single(
            engify.Log.Entries.Skip(before),
            entry => entry.Message == "About to stop: no longer ready, but serving for 5 seconds");
        Assert.DoesNotContain(
            engify.Log.Entries.Skip(before), entry => entry.Level >= LogLevel.Warning || entry.Exception is not null);
    }

    private static async Task<bool> IsTakenAsync(Uri address, CancellationToken cancellationToken)
    {
        using var client = new System.Net.Sockets.TcpClient();
        try
        {
            await client.ConnectAsync(address.Host, address.Port, cancellationToken);
            return true;
        }
        catch (System.Net.Sockets.SocketException)
        {
            return false;
        }
    }
}
