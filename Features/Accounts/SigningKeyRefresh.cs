using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Engify.Features.Accounts;

/// <summary>Looks for keys that another instance or the verb has made.</summary>
internal sealed class SigningKeyRefresh(
    SigningKeys keys, IServiceScopeFactory scopes, TimeProvider clock, ILogger<SigningKeyRefresh> logger)
    : RecurringWork(scopes, clock, logger)
{
    protected override TimeSpan Interval => SigningKeys.RefreshInterval;

    protected override bool IsShared => false;

    protected override Task DoAsync(CancellationToken cancellationToken) => keys.RefreshAsync(cancellationToken);
}
