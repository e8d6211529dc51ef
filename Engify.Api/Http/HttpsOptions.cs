using System.ComponentModel.DataAnnotations;

namespace Engify.Api.Http;

/// <summary>Whether clients must use HTTPS.</summary>
internal sealed class HttpsOptions
{
    public const string Section = "Https";

    /// <summary>Redirects HTTP to HTTPS, and tells browsers to use HTTPS from then on.</summary>
    public bool Required { get; set; }

    /// <summary>The port where clients find HTTPS, 1 to 65535: the proxy's, if a proxy handles TLS.</summary>
    [Range(1, 65535)]
    public int Port { get; set; } = 443;
}
