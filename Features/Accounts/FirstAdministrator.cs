using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Engify.Features.Accounts;

/// <summary>
/// Says in the log how to create the first administrator, which nobody can do over HTTP. In Development the demo data
/// bring one.
/// </summary>
internal sealed partial class FirstAdministrator(
    IServiceScopeFactory scopes, TimeProvider clock, IHostEnvironment environment, ILogger<FirstAdministrator> logger)
    : RecurringWork(scopes, clock, logger)
{
    private readonly IServiceScopeFactory scopes = scopes;

    protected override TimeSpan Interval => TimeSpan.FromHours(1);

    protected override bool IsShared => false;

    protected override Task DoAsync(CancellationToken cancellationToken) => CheckAsync(cancellationToken);

    /// <summary>Looks whether there is one.</summary>
    internal async Task CheckAsync(CancellationToken cancellationToken)
    {
        if (environment.IsDevelopment())
            return;

        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<EngifyDbContext>();
        if (!await db.Accounts.AnyAsync(
            account => account.Role == AccountRole.Admin && account.IsActive, cancellationToken))
        {
            LogMissing();
        }
    }

    [LoggerMessage(
        LogLevel.Warning,
        "There is no administrator yet. Create the first: Engify.Api create-admin --email you@university.example")]
    private partial void LogMissing();
}
