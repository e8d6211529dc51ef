using System.Net;

namespace Engify.Tests.Accounts;

/// <summary>A stranger who guesses locks out the stranger. Each test has networks of its own.</summary>
public sealed class LockOutTests(EngifyFixture engify) : IClassFixture<EngifyFixture>
{
    private static int number;

    [Fact]
    public async Task Wrong_passwords_lock_the_network_that_they_came_from_and_no_other()
    {
        var email = await RegisterAsync();
        var stranger = NewNetwork();
        await FailAsync(stranger, email, 5);

        (await stranger.LogInAsync(email)).ShouldBeProblem(423, "account_locked");
        (await NewNetwork().LogInAsync(email)).ShouldBeOk();
        (await stranger.LogInAsync(email)).ShouldBeProblem(423, "account_locked");
    }

    [Fact]
    public async Task All_addresses_of_an_IPv6_network_are_one()
    {
        var email = await RegisterAsync();
        for (var i = 0; i < 5; i++)
            (await From($"2001:db8:7:7::{i}").LogInAsync(email, "wrong")).ShouldBeProblem(401, "invalid_credentials");

        (await From("2001:db8:7:7:ffff::1").LogInAsync(email)).ShouldBeProblem(423, "account_locked");
        (await From("2001:db8:7:8::1").LogInAsync(email)).ShouldBeOk();
    }

    [Fact]
    public async Task An_IPv4_address_is_the_same_however_it_is_written()
    {
        var email = await RegisterAsync();
        await FailAsync(From("203.0.113.9"), email, 5);

        (await From("::ffff:203.0.113.9").LogInAsync(email)).ShouldBeProblem(423, "account_locked");
    }

    [Fact]
    public async Task Whoever_signed_in_from_a_network_before_is_never_locked_out_there()
    {
        var email = await RegisterAsync();
        var home = NewNetwork();
        (await home.LogInAsync(email)).ShouldBeOk();

        await FailAsync(home, email, 8);
        for (var i = 0; i < 4; i++)
            await FailAsync(NewNetwork(), email, 3);
        (await NewNetwork().LogInAsync(email)).ShouldBeProblem(423, "account_locked");

        (await home.LogInAsync(email)).ShouldBeOk();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Guesses_from_many_networks_have_to_wait_longer_with_each_but_never_above_64_seconds(bool known)
    {
        var email = known ? await RegisterAsync() : AccountSteps.NewEmail();
        for (var i = 0; i < 5; i++)
            await FailAsync(NewNetwork(), email, 4);

        foreach (var delay in new[] { 1, 2, 4, 8, 16, 32, 64, 64 })
        {
            engify.Clock.Advance(TimeSpan.FromSeconds(delay) - TimeSpan.FromMilliseconds(1));
            (await NewNetwork().LogInAsync(email)).ShouldBeProblem(423, "account_locked");
            engify.Clock.Advance(TimeSpan.FromMilliseconds(1));
            await FailAsync(NewNetwork(), email, 1);
        }
    }

    [Fact]
    public async Task Whoever_has_to_wait_has_not_tried()
    {
        var email = await RegisterAsync();
        for (var i = 0; i < 5; i++)
            await FailAsync(NewNetwork(), email, 4);
        var owner = NewNetwork();

        for (var i = 0; i < 10; i++)
            (await owner.LogInAsync(email)).ShouldBeProblem(423, "account_locked");
        engify.Clock.Advance(TimeSpan.FromSeconds(1));

        (await owner.LogInAsync(email)).ShouldBeOk();
    }

    private async Task<string> RegisterAsync()
    {
        var email = AccountSteps.NewEmail();
        Assert.Equal(201, (await NewNetwork().RegisterAsync(email)).Status);
        return email;
    }

    private ApiClient NewNetwork() => From($"10.1.0.{Interlocked.Increment(ref number)}");

    private ApiClient From(string address) => new(engify.Host)
    {
        Prepare = context => context.Connection.RemoteIpAddress = IPAddress.Parse(address),
    };

    private static async Task FailAsync(ApiClient api, string email, int times)
    {
        for (var i = 0; i < times; i++)
            (await api.LogInAsync(email, $"wrong {i}")).ShouldBeProblem(401, "invalid_credentials");
    }
}
