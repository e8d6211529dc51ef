using System.ComponentModel.DataAnnotations;

namespace Engify.Features.Accounts;

/// <summary>
/// How many passwords are hashed at once, for sign-in, registration and new accounts. A hash keeps a processor busy for
/// a tenth of a second on purpose, and all other requests share the processors with it.
/// </summary>
public sealed class SignInLimits
{
    public const string Section = "SignIn";

    /// <summary>How many passwords are hashed at once, 1 or more. Default: the number of processors.</summary>
    [Range(1, 1024)]
    public int MaxConcurrentHashes { get; set; } = Environment.ProcessorCount;

    /// <summary>
    /// How many more may wait for their turn, 0 or more. Default: 20 per processor, so that nobody waits much longer
    /// than two seconds. When all places are taken, further requests are refused with 429.
    /// </summary>
    [Range(0, 100_000)]
    public int MaxQueuedHashes { get; set; } = 20 * Environment.ProcessorCount;
}
