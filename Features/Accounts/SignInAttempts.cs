namespace Engify.Features.Accounts;

/// <summary>
/// How often signing in with one email has failed, from one network or from all together. Emails without an account are
/// counted too, so that nothing reveals which ones have an account.
/// </summary>
public sealed class SignInAttempts
{
    /// <summary>SHA-256 of the normalised email: people type passwords into the wrong field.</summary>
    public byte[] EmailHash { get; private set; } = [];

    /// <summary>As <see cref="Origin"/> writes it; empty for all networks together.</summary>
    public string Network { get; private set; } = null!;

    public int Failures { get; private set; }

    /// <summary>When the attempts are forgotten.</summary>
    public DateTimeOffset ForgottenAt { get; private set; }
}
