namespace Engify.Api.Http;

/// <summary>Which web pages may use the service from a browser.</summary>
internal sealed class CrossOriginOptions
{
    public const string Section = "Cors";

    /// <summary>Comma-separated origins (RFC 6454, section 6.2), such as <c>https://app.example.edu</c>.</summary>
    public string Origins { get; set; } = "";

    public bool AreOriginsValid() => GetOrigins().All(origin =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp)
        && uri.UserInfo.Length == 0
        && uri.GetLeftPart(UriPartial.Authority).Equals(origin, StringComparison.OrdinalIgnoreCase));

    public string[] GetOrigins() =>
        Origins.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
