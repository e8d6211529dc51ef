using MediatR;

namespace Engify.Features.Accounts.EndOtherSessions;

internal sealed class EndOtherSessionsHandler(Sessions sessions, Caller caller)
    : IRequestHandler<EndOtherSessionsRequest, Guid>
{
    public async Task<Guid> Handle(EndOtherSessionsRequest request, CancellationToken cancellationToken)
    {
        var accountId = caller.AccountId!.Value;
        await sessions.EndAsync(accountId, caller.SessionId, cancellationToken);
        return accountId;
    }
}
