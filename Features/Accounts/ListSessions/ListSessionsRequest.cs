namespace Engify.Features.Accounts.ListSessions;

public sealed record ListSessionsRequest : IQuery<IReadOnlyList<SignInSessionResponse>>;
