using Alba;
using Engify.Features.Accounts;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Engify.Tests.SignIn;

/// <summary>One more instance of the service, which accepts the tokens of an outside issuer.</summary>
public sealed class OutsideIssuerFixture : EngifyFixture
{
    private IAlbaHost trusting = null!;

    public TestIssuer Issuer { get; private set; } = null!;

    /// <summary>The instance that accepts the issuer's tokens; <see cref="EngifyFixture.Api"/> does not.</summary>
    public ApiClient Trusting => new(trusting);

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        Issuer = await TestIssuer.StartAsync(Clock);
        trusting = await StartHostAsync(Issuer.Settings);
    }

    public override async Task DisposeAsync()
    {
        await trusting.DisposeAsync();
        await Issuer.DisposeAsync();
        await base.DisposeAsync();
    }

    public async Task<Account> AddStudentAccountAsync() =>
        await AddAsync(Account.Of(await School.AddStudentAsync(), Start));

    public async Task<Account> AddTaAccountAsync() => await AddAsync(Account.Of(await School.AddTaAsync(), Start));

    public Task<Account> AddAdminAccountAsync() => AddAsync(Account.Admin(AccountSteps.NewEmail(), "Admin", Start));

    /// <summary>An account without a password: its owner signs in elsewhere.</summary>
    private async Task<Account> AddAsync(Account account)
    {
        await using var scope = Host.Services.CreateAsyncScope();
        var result = await scope.ServiceProvider.GetRequiredService<UserManager<Account>>().CreateAsync(account);
        Assert.True(result.Succeeded, $"{result}");
        return account;
    }
}
