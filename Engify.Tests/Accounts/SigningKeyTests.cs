using Engify.Features.Accounts;
using Engify.Features.Accounts.RotateSigningKey;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Npgsql;

namespace Engify.Tests.Accounts;

public sealed class SigningKeyTests(EngifyFixture engify) : IClassFixture<EngifyFixture>
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task A_new_key_is_published_before_it_signs_and_the_old_one_counts_until_its_tokens_end()
    {
        await using var other = await engify.StartHostAsync();
        var otherApi = new ApiClient(other);
        var before = await engify.Api.RegisterAsync(AccountSteps.NewEmail());
        var rotated = await RotateAsync();
        await RefreshAsync(other.Services);
        await RefreshAsync(engify.Host.Services);

        Assert.Contains($"{rotated.Id}", await ListAsync(otherApi), StringComparison.Ordinal);
        Assert.NotEqual(rotated.Id.ToString(), Kid(await engify.Api.RefreshAsync(before.RefreshToken())));

        engify.Clock.Advance(TimeSpan.FromMinutes(5));
        var after = await engify.Api.RegisterAsync(AccountSteps.NewEmail());
        Assert.Equal(rotated.Id.ToString(), Kid(after));
        (await otherApi.GetCurrentUserAsync(after.AccessToken())).ShouldBeOk();
        (await otherApi.GetCurrentUserAsync(before.AccessToken())).ShouldBeOk();

        engify.Clock.Advance(TimeSpan.FromMinutes(17));
        Assert.DoesNotContain(Kid(before), await ListAsync(otherApi), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_that_is_withdrawn_ends_its_tokens_at_once_though_they_were_seen_before()
    {
        var session = await engify.Api.RegisterAsync(AccountSteps.NewEmail());
        (await engify.Api.GetCurrentUserAsync(session.AccessToken())).ShouldBeOk();

        await engify.QueryAsync(db => db.SigningKeys.ExecuteDeleteAsync());
        await RefreshAsync(engify.Host.Services);

        (await engify.Api.GetCurrentUserAsync(session.AccessToken())).ShouldBeProblem(401, "unauthenticated");
    }

    [Fact]
    public async Task Rotations_at_the_same_time_make_one_key()
    {
        await engify.Host.Services.GetRequiredService<SigningKeys>().RefreshAsync(CancellationToken.None);
        var before = await engify.QueryAsync(db => db.SigningKeys.CountAsync());
        await using var source = TestPostgres.SourceOf(engify.ConnectionString);
        await using var holder = await source.OpenConnectionAsync();
        // Each of them has looked for the last key by the time that it waits for its row.
        await using var hold = new NpgsqlCommand(
            "BEGIN; SELECT FROM signing_keys ORDER BY active_from DESC LIMIT 1 FOR UPDATE", holder);
        await hold.ExecuteNonQueryAsync();

        var rotations = new[] { RotateAsync(), RotateAsync(), RotateAsync() };
        await WaitForWaitersAsync(source, rotations.Length);
        hold.CommandText = "COMMIT";
        await hold.ExecuteNonQueryAsync();

        Assert.Single((await Task.WhenAll(rotations)).Select(rotation => rotation.Id).Distinct());
        Assert.Equal(before + 1, await engify.QueryAsync(db => db.SigningKeys.CountAsync()));
    }

    [Fact]
    public async Task Instances_that_start_together_share_one_first_key()
    {
        await engify.QueryAsync(db => db.SigningKeys.ExecuteDeleteAsync());

        var hosts = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => engify.StartHostAsync()));
        var sets = await Task.WhenAll(hosts.Select(host =>
            host.Services.GetRequiredService<SigningKeys>().GetAsync(CancellationToken.None).AsTask()));

        Assert.Single(sets.Select(set => set.Signer.KeyId).Distinct());
        foreach (var host in hosts)
            await host.DisposeAsync();
    }

    [Fact]
    public async Task An_instance_that_comes_second_with_its_first_key_takes_that_of_the_other()
    {
        var keys = engify.Host.Services.GetRequiredService<SigningKeys>();
        await keys.RefreshAsync(CancellationToken.None);
        var first = await engify.QueryAsync(db => db.SigningKeys.OrderBy(key => key.ActiveFrom).FirstAsync());
        await engify.QueryAsync(db => db.SigningKeys.ExecuteDeleteAsync());
        await using var source = TestPostgres.SourceOf(engify.ConnectionString);
        await using var other = await source.OpenConnectionAsync();
        await using var insert = new NpgsqlCommand(
            "INSERT INTO signing_keys (id, protected_key, active_from) VALUES ($1, $2, $3)", other)
        {
            Parameters =
            {
                new() { Value = first.Id }, new() { Value = first.ProtectedKey }, new() { Value = first.ActiveFrom },
            },
        };
        await using var transaction = await other.BeginTransactionAsync();
        await insert.ExecuteNonQueryAsync();

        var refresh = keys.RefreshAsync(CancellationToken.None);
        await WaitForWaitersAsync(source, 1);
        await transaction.CommitAsync();
        await refresh;

        Assert.Equal(first.Id, await engify.QueryAsync(db => db.SigningKeys.Select(key => key.Id).SingleAsync()));
        Assert.Equal(first.Id.ToString(), (await keys.GetAsync(CancellationToken.None)).Signer.KeyId);
    }

    [Fact]
    public async Task A_token_issued_just_before_its_key_is_retired_works_until_it_expires()
    {
        var session = await engify.Api.RegisterAsync(AccountSteps.NewEmail());
        var accountId = session["user"].GetProperty("id").GetGuid();
        var account = await engify.QueryAsync(db => db.Accounts.SingleAsync(account => account.Id == accountId));
        // An instance that looks for new keys a minute after the others have begun to use one, at the latest.
        using var late = ActivatorUtilities.CreateInstance<SigningKeys>(engify.Host.Services);
        var retired = (await late.GetAsync(CancellationToken.None)).Signer.KeyId;
        var rotated = await RotateAsync();
        await RefreshAsync(engify.Host.Services);

        engify.Clock.Advance(rotated.ActiveFrom - engify.Clock.GetUtcNow() + SigningKeys.RefreshInterval - Second);
        var token = await ActivatorUtilities.CreateInstance<AccessTokens>(engify.Host.Services, late)
            .IssueAsync(account, sessionId: null, CancellationToken.None);
        Assert.Equal(retired, new JsonWebToken(token).Kid);
        Assert.Equal(rotated.Id.ToString(), Kid(await engify.Api.RegisterAsync(AccountSteps.NewEmail())));

        engify.Clock.Advance(TimeSpan.FromMinutes(15) - Second);
        (await engify.Api.GetCurrentUserAsync(token)).ShouldBeOk();
        engify.Clock.Advance(Second);
        (await engify.Api.GetCurrentUserAsync(token)).ShouldBeProblem(401, "token_expired");
    }

    [Fact]
    public async Task The_private_key_is_not_to_be_read_in_the_database()
    {
        var stored = await engify.QueryAsync(db => db.SigningKeys.Select(key => key.ProtectedKey).FirstAsync());

        using var key = System.Security.Cryptography.ECDsa.Create();
        Assert.ThrowsAny<System.Security.Cryptography.CryptographicException>(
            () => key.ImportPkcs8PrivateKey(stored, out _));
    }

    private static async Task WaitForWaitersAsync(NpgsqlDataSource source, int count)
    {
        await using var waiters = source.CreateCommand(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'");
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while ((long)(await waiters.ExecuteScalarAsync(patience.Token))! < count)
            patience.Token.ThrowIfCancellationRequested();
    }

    private static async Task<string> ListAsync(ApiClient api) => (await api.GetAsync("/.well-known/jwks.json")).Text;

    private static string Kid(Answer session) => new JsonWebToken(session.AccessToken()).Kid;

    private async Task<RotateSigningKeyResponse> RotateAsync()
    {
        await using var scope = engify.Host.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new RotateSigningKeyRequest());
    }

    private static Task RefreshAsync(IServiceProvider services) =>
        services.GetRequiredService<SigningKeys>().RefreshAsync(CancellationToken.None);
}
