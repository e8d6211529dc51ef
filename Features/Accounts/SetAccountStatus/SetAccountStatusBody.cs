namespace Engify.Features.Accounts.SetAccountStatus;

/// <summary>Whether an account is active.</summary>
/// <param name="IsActive">Whether one can sign in to it.</param>
public sealed record SetAccountStatusBody(bool IsActive)
{
    internal static SetAccountStatusBody Example => new(false);
}
