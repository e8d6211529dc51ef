namespace Engify.Features.Accounts;

/// <summary>
/// How often somebody tried to sign in with one email and failed. It is kept for emails without an account too, so that
/// nothing tells which have one.
/// </summary>
public sealed class SignInAttempts
{
    /// <summary>SHA-256 of the normalised email: people type passwords into the wrong field.</summary>
    public byte[] EmailHash { get; private set; } = [];

    public int Failures { get; private set; }

    /// <summary>When they are forgotten.</summary>
    public DateTimeOffset ForgottenAt { get; private set; }
}
