using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Engify.Tests.Http;

public sealed class InternalErrorTests(EngifyFixture engify) : IClassFixture<EngifyFixture>
{
    [Fact]
    public async Task Our_own_fault_shows_no_internals_and_is_logged_once()
    {
        await engify.QueryAsync(db => db.Database.ExecuteSqlAsync($"ALTER TABLE courses RENAME TO lost"));

        var answer = (await engify.Api.GetAsync("/courses")).ShouldBeProblem(500, "internal_error");

        Assert.Equal(
            "Something went wrong on our side; the trace id helps us to find out what", answer["message"].GetString());
        Assert.All(
            ["Npgsql", "Exception", "42P01", "relation", "Engify.", "SELECT"],
            secret => Assert.DoesNotContain(secret, answer.Text, StringComparison.OrdinalIgnoreCase));
        var entry = Assert.Single(
            engify.Log.Entries, entry => entry.Level >= LogLevel.Warning || entry.Exception is not null);
        Assert.Equal(LogLevel.Error, entry.Level);
        Assert.Equal("GET /courses failed", entry.Message);
        Assert.NotNull(entry.Exception);

        (await engify.Api.GetAsync("/health/ready")).ShouldBeProblem(503, "database_unavailable");
    }
}
