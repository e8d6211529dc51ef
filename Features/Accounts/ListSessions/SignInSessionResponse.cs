namespace Engify.Features.Accounts.ListSessions;

/// <summary>One place where somebody is signed in.</summary>
/// <param name="Id">The session's id.</param>
/// <param name="IsCurrent">Whether this request came by it.</param>
/// <param name="Network">
/// The network that it began from: an IPv4 address with <c>/32</c>, the first half of an IPv6 address with <c>/64</c>;
/// null where that is not known.
/// </param>
/// <param name="CreatedAt">When it began.</param>
/// <param name="LastUsedAt">When it last got an access token.</param>
/// <param name="ExpiresAt">When it ends if it is not used.</param>
public sealed record SignInSessionResponse(
    Guid Id, bool IsCurrent, string? Network, DateTimeOffset CreatedAt, DateTimeOffset LastUsedAt,
    DateTimeOffset ExpiresAt)
{
    internal static SignInSessionResponse Example => new(
        ExampleSchool.SessionId, true, "203.0.113.7/32", ExampleSchool.Now, ExampleSchool.Saturday,
        ExampleSchool.SemesterEnds);
}
