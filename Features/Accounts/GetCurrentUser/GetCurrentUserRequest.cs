using Engify.Features.Pipeline;

namespace Engify.Features.Accounts.GetCurrentUser;

public sealed record GetCurrentUserRequest : IQuery<UserResponse>;
