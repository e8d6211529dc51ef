using System.ComponentModel.DataAnnotations;

namespace Engify.Api.Http;

/// <summary>Whether clients have to come by HTTPS.</summary>
internal sealed class HttpsOptions
{
    public const string Section = "Https";

    /// <summary>Who comes by HTTP is sent to HTTPS, and browsers are told to come by it from then on.</summary>
    public bool Required { get; set; }

    /// <summary>The port at which clients find HTTPS, 1 to 65535: that of the proxy, if one does TLS.</summary>
    [Range(1, 65535)]
    public int Port { get; set; } = 443;
}
