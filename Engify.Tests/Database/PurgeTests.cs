using Engify.Features.Accounts;
using Engify.Features.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Engify.Tests.Database;

public sealed class PurgeTests(EngifyFixture engify) : IClassFixture<EngifyFixture>
{
    [Fact]
    public async Task Expired_rows_are_deleted_and_no_others()
    {
        var old = await engify.Api.RegisterAsync(AccountSteps.NewEmail());
        await engify.Api.LogInAsync(AccountSteps.NewEmail(), "wrong");
        engify.Clock.Advance(TimeSpan.FromDays(30));
        var refreshed = await engify.Api.RegisterAsync(AccountSteps.NewEmail());
        await engify.Api.RefreshAsync(refreshed.RefreshToken());
        engify.Clock.Advance(TimeSpan.FromDays(7) + TimeSpan.FromSeconds(1));
        await engify.Api.LogInAsync(AccountSteps.NewEmail(), "wrong");

        await engify.Host.Services.GetServices<IHostedService>()
            .OfType<Purge>().Single().PurgeAsync(CancellationToken.None);

        var accounts =
            await engify.QueryAsync(db => db.RefreshTokenFamilies.Select(family => family.AccountId).ToListAsync());
        Assert.Equal([refreshed["user"].GetProperty("id").GetGuid()], accounts);
        Assert.Equal(2, await engify.QueryAsync(db => db.RefreshTokens.CountAsync()));
        Assert.Equal(
            1,
            await engify.QueryAsync(
                db => db.SignInAttempts.Select(attempts => attempts.EmailHash).Distinct().CountAsync()));
        (await engify.Api.RefreshAsync(old.RefreshToken())).ShouldBeProblem(401, "unauthenticated");
    }

    [Fact]
    public async Task It_is_done_by_the_service_itself_as_the_hours_go_by()
    {
        const string Caller = nameof(PurgeTests);
        var expired = engify.Clock.GetUtcNow() - IdempotencyKeys.Lifetime;
        await engify.School.AddAsync(
            new IdempotencyRecord(Caller, "old", [1], 200, [], new ProtectedText([2]), expired));

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (await engify.QueryAsync(db => db.IdempotencyRecords.AnyAsync(record => record.Caller == Caller)))
        {
            patience.Token.ThrowIfCancellationRequested();
            engify.Clock.Advance(TimeSpan.FromHours(1));
        }
    }
}
