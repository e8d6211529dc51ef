using System.ComponentModel.DataAnnotations;

namespace Engify.Api.Operate;

/// <summary>How the service ends when it is told to (SIGTERM).</summary>
internal sealed class ShutdownOptions
{
    public const string Section = "Shutdown";

    /// <summary>
    /// For how long it still serves while <c>/health/ready</c> says that it will not: longer than a load balancer takes to
    /// notice, up to 5 minutes.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan Delay { get; set; }

    /// <summary>For how long what runs then may take to finish, before it is broken off: up to an hour.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);
}
