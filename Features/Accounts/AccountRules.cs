namespace Engify.Features.Accounts;

/// <summary>Rules about accounts and sessions.</summary>
public static class AccountRules
{
    /// <summary>The shortest password, in characters.</summary>
    public const int MinPasswordLength = 10;

    /// <summary>The fewest different characters in a password.</summary>
    public const int MinDifferentCharacters = 5;

    public static readonly Rule EmailIsFree = new("email_taken", "There is an account with this email already");

    public static readonly Rule PasswordIsStrong = new(
        "weak_password",
        $"The password must have at least {MinPasswordLength} characters, {MinDifferentCharacters} of them different, "
        + "and not contain the email");

    public static readonly Rule CredentialsAreRight = new(
        "invalid_credentials", "The email or the password is wrong", RuleKind.Unauthenticated);

    public static readonly Rule NotLocked = new(
        "account_locked", "There were too many wrong passwords; try again in 15 minutes", RuleKind.Locked);

    public static readonly Rule Exists = new("account_not_found", "This account does not exist", RuleKind.NotFound);

    public static readonly Rule IsActive = new(
        "account_inactive", "This account is not active; ask an administrator", RuleKind.Forbidden);

    public static readonly Rule AdministratorRemains = new(
        "last_administrator", "This is the last active administrator", RuleKind.InUse);

    public static readonly Rule CurrentPasswordIsRight = new("wrong_password", "The current password is wrong");

    public static readonly Rule SessionExists = new(
        "session_not_found", "You have no such session", RuleKind.NotFound);

    public static readonly Rule HasTurn = new(
        "rate_limited", "Too many people are signing in at the moment; try again in a few seconds", RuleKind.Busy);

    public static readonly Rule TokenIsCurrent = new(
        "token_expired", "The token has expired", RuleKind.Unauthenticated);

    public static readonly Rule RefreshTokenIsUnspent = new(
        "refresh_token_spent", "This refresh token was used before or revoked; sign in again",
        RuleKind.Unauthenticated);
}
