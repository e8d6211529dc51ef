using System.ComponentModel.DataAnnotations;

namespace Engify.Features.Accounts;

/// <summary>
/// How many passwords are hashed at once, for signing in, registering and making accounts. A hash takes a processor for a
/// tenth of a second, on purpose, and everybody else shares the processors with it.
/// </summary>
public sealed class SignInLimits
{
    public const string Section = "SignIn";

    /// <summary>How many passwords are hashed at once, 1 or more; as many as there are processors, if not set.</summary>
    [Range(1, 1024)]
    public int MaxConcurrentHashes { get; set; } = Environment.ProcessorCount;

    /// <summary>
    /// How many more may wait for their turn, 0 or more; 20 for each processor, if not set, so that nobody waits much
    /// longer than two seconds. Whoever comes when all these places are taken is refused with 429.
    /// </summary>
    [Range(0, 100_000)]
    public int MaxQueuedHashes { get; set; } = 20 * Environment.ProcessorCount;
}
