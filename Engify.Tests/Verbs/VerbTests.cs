using System.Diagnostics;
using Engify.Tests.Harness;
using Microsoft.EntityFrameworkCore;

namespace Engify.Tests.Verbs;

/// <summary>The program itself, as an operator starts it.</summary>
public sealed class VerbTests : IAsyncLifetime
{
    private readonly EngifyFixture engify = new();

    public Task InitializeAsync() => engify.InitializeAsync();

    public Task DisposeAsync() => engify.DisposeAsync();

    [Fact]
    public async Task Seed_demo_fills_an_empty_database_once_with_data_that_keep_every_promise()
    {
        var (exitCode, output, _) = await RunAsync("seed-demo");
        Assert.Equal((0, "Loaded the demo data."), (exitCode, output));

        (exitCode, output, _) = await RunAsync("check");
        Assert.Equal((0, "All promises hold."), (exitCode, output));

        (exitCode, output, _) = await RunAsync("seed-demo");
        Assert.Equal(1, exitCode);
        Assert.Contains("empty database only", output, StringComparison.Ordinal);
        Assert.Equal(6, await engify.QueryAsync(db => db.Courses.CountAsync()));
        Assert.Equal(4, await engify.QueryAsync(db => db.Products.Select(product => product.ProductType).Distinct().CountAsync()));
        Assert.True(await engify.QueryAsync(db => db.Bookings.CountAsync(booking => booking.BundlePurchaseId != null)) > 5);
    }

    [Fact]
    public async Task Check_prints_each_fault_and_exits_with_1()
    {
        var session = await engify.School.AddGroupSessionAsync(capacity: 5);
        await engify.QueryAsync(db => db.Database.ExecuteSqlRawAsync("UPDATE bookings SET student_count = 3"));

        var (exitCode, output, _) = await RunAsync("check");

        Assert.Equal(1, exitCode);
        Assert.Contains($"student_count: {session.Id} counts 3 students of at most 5, but 0 are in it", output, StringComparison.Ordinal);
        Assert.EndsWith("1 faults.", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Migrate_says_what_it_applied()
    {
        var (exitCode, output, _) = await RunAsync("migrate");
        Assert.Equal((0, "The schema is up to date."), (exitCode, output));

        await engify.QueryAsync(db => db.Database.ExecuteSqlRawAsync("DROP SCHEMA public CASCADE; CREATE SCHEMA public"));
        (exitCode, output, _) = await RunAsync("migrate");
        Assert.Equal(0, exitCode);
        Assert.Matches(@"Applied \d+_InitialSchema", output);
    }

    [Fact]
    public async Task An_unknown_verb_is_answered_with_those_there_are()
    {
        var (exitCode, _, error) = await RunAsync("sweep");

        Assert.Equal(2, exitCode);
        Assert.Contains("Unknown verb 'sweep'", error, StringComparison.Ordinal);
        Assert.Contains("migrate", error, StringComparison.Ordinal);
        Assert.Contains("seed-demo", error, StringComparison.Ordinal);
        Assert.Contains("check", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Outside_development_a_database_has_to_be_named()
    {
        var (exitCode, _, error) = await RunAsync("check", connectionString: "");

        Assert.Equal(2, exitCode);
        Assert.Contains("ConnectionStrings__Engify", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_setting_that_cannot_work_is_said_in_one_line()
    {
        var (exitCode, _, error) = await RunAsync("--Institution:TimeZone=Nowhere/Land");

        Assert.Equal(2, exitCode);
        Assert.Equal("Institution:TimeZone is no IANA time zone known here.", error);
    }

    private async Task<(int ExitCode, string Output, string Error)> RunAsync(string argument, string? connectionString = null)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Program).Assembly.Location, argument])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        start.Environment["Logging__LogLevel__Default"] = "None";
        start.Environment["ConnectionStrings__Engify"] = connectionString ?? engify.ConnectionString;

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await process.WaitForExitAsync(patience.Token);
        return (process.ExitCode, (await output).Trim(), (await error).Trim());
    }
}
