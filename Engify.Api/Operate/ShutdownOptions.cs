using System.ComponentModel.DataAnnotations;

namespace Engify.Api.Operate;

/// <summary>How the service ends when it is told to (SIGTERM).</summary>
internal sealed class ShutdownOptions
{
    public const string Section = "Shutdown";

    /// <summary>
    /// How long it keeps serving while <c>/health/ready</c> says that it is about to stop: longer than a load balancer
    /// takes to notice, up to 5 minutes.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:05:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan Delay { get; set; }

    /// <summary>How long running requests may then take to finish before they are broken off: up to an hour.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00", ParseLimitsInInvariantCulture = true)]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);
}
