using Alba;
using Microsoft.Extensions.Logging;

namespace Engify.Tests.Http;

public sealed class DatabaseUnavailableTests(EngifyFixture engify) : IClassFixture<EngifyFixture>, IAsyncLifetime
{
    private IAlbaHost host = null!;

    private ApiClient Api => new(host, engify.Host.Services);

    public async Task InitializeAsync() => host = await engify.HostWithAsync(
        ("ConnectionStrings:Engify", "Host=127.0.0.1;Port=1;Database=engify;Username=engify;Timeout=5"));

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Without_its_database_the_service_asks_to_try_again()
    {
        var student = Guid.NewGuid();

        ShouldAskToTryAgain(await Api.GetAsync("/courses"));
        ShouldAskToTryAgain(await Api.PostAsync($"/group-sessions/{student}/join", new { studentId = student }));
    }

    [Fact]
    public async Task Without_its_database_the_service_lives_and_is_not_ready()
    {
        ShouldAskToTryAgain(await Api.GetAsync("/health/ready", As.Anonymous));
        (await Api.GetAsync("/health/live", As.Anonymous)).ShouldBeOk();
    }

    [Fact]
    public async Task A_lost_database_is_one_line_in_the_log_for_each_request()
    {
        var before = engify.Log.Entries.Count;

        ShouldAskToTryAgain(await Api.GetAsync("/courses"));

        var entry = Assert.Single(
            engify.Log.Entries.Skip(before),
            entry => entry.Level >= LogLevel.Warning
                && entry.Category.EndsWith("ExceptionToProblem", StringComparison.Ordinal));
        Assert.StartsWith("The database is not available", entry.Message, StringComparison.Ordinal);
        Assert.Null(entry.Exception);
    }

    [Fact]
    public async Task A_database_host_with_an_unknown_name_counts_as_away()
    {
        await using var lost = await engify.StartHostAsync(
            ("ConnectionStrings:Engify", "Host=engify.invalid;Database=engify;Username=engify;Timeout=5"));

        ShouldAskToTryAgain(await new ApiClient(lost, engify.Host.Services).GetAsync("/courses"));
    }

    [Fact]
    public async Task A_database_without_a_primary_counts_as_away()
    {
        await using var lost = await engify.StartHostAsync((
            "ConnectionStrings:Engify",
            "Host=127.0.0.1,localhost;Port=1;Target Session Attributes=primary;Database=engify;Username=engify"));
        var api = new ApiClient(lost, engify.Host.Services);

        ShouldAskToTryAgain(await api.GetAsync("/courses"));
        ShouldAskToTryAgain(await api.GetAsync("/health/ready", As.Anonymous));
    }

    private static void ShouldAskToTryAgain(Answer answer)
    {
        answer.ShouldBeProblem(503, "database_unavailable");
        Assert.Equal("2", answer.Headers["Retry-After"]);
        Assert.DoesNotContain("127.0.0.1", answer.Text, StringComparison.Ordinal);
    }
}
