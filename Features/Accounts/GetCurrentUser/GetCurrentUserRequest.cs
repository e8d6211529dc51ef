namespace Engify.Features.Accounts.GetCurrentUser;

public sealed record GetCurrentUserRequest : IQuery<UserResponse>;
