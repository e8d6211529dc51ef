using Microsoft.EntityFrameworkCore;

namespace Engify.Tests.Operate;

/// <summary>The program itself, as an operator starts it, on a database of its own in each test.</summary>
public sealed class VerbTests : IAsyncLifetime
{
    private readonly EngifyFixture engify = new();

    public Task InitializeAsync() => engify.InitializeAsync();

    public Task DisposeAsync() => engify.DisposeAsync();

    [Fact]
    public async Task Seed_demo_fills_an_empty_database_once_with_data_that_keep_every_promise()
    {
        var (exitCode, output, _) = await engify.RunProgramAsync("seed-demo");
        Assert.Equal((0, "Loaded the demo data."), (exitCode, output));

        (exitCode, output, _) = await engify.RunProgramAsync("check");
        Assert.Equal((0, "All promises hold."), (exitCode, output));

        (exitCode, output, _) = await engify.RunProgramAsync("seed-demo");
        Assert.Equal(1, exitCode);
        Assert.Contains("empty database only", output, StringComparison.Ordinal);
        Assert.Equal(6, await engify.QueryAsync(db => db.Courses.CountAsync()));
        Assert.Equal(
            4,
            await engify.QueryAsync(db => db.Products.Select(product => product.ProductType).Distinct().CountAsync()));
        Assert.True(
            await engify.QueryAsync(db => db.Bookings.CountAsync(booking => booking.BundlePurchaseId != null)) > 5);
    }

    [Fact]
    public async Task Check_prints_each_fault_and_exits_with_1()
    {
        var session = await engify.School.AddGroupSessionAsync(capacity: 5);
        await engify.QueryAsync(db => db.Database.ExecuteSqlRawAsync("UPDATE bookings SET student_count = 3"));

        var (exitCode, output, _) = await engify.RunProgramAsync("check");

        Assert.Equal(1, exitCode);
        Assert.Contains(
            $"student_count: {session.Id} counts 3 students of at most 5, but 0 are in it", output,
            StringComparison.Ordinal);
        Assert.EndsWith("1 faults.", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Migrate_says_what_it_applied()
    {
        var (exitCode, output, _) = await engify.RunProgramAsync("migrate");
        Assert.Equal((0, "The schema is up to date."), (exitCode, output));

        await engify.QueryAsync(db =>
            db.Database.ExecuteSqlRawAsync("DROP SCHEMA public CASCADE; CREATE SCHEMA public"));
        (exitCode, output, _) = await engify.RunProgramAsync("migrate");
        Assert.Equal(0, exitCode);
        Assert.Matches(@"Applied \d+_InitialSchema", output);
    }
}
