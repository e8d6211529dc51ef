namespace Engify.Features.Institution.GetInstitution;

/// <summary>The institution that this service runs for.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="TimeZone">The IANA time zone of its days and weeks.</param>
/// <param name="Currency">The currency of every price (ISO 4217).</param>
/// <param name="Locales">The languages that it writes in (BCP 47), its first choice first.</param>
/// <param name="ContactEmail">Whom to ask.</param>
/// <param name="PublicAddress">Where its people find it on the web.</param>
/// <param name="OutsideIssuer">Where people sign in with another account than Engify's; null where they cannot.</param>
public sealed record InstitutionResponse(
    string Name, string TimeZone, string Currency, IReadOnlyList<string> Locales, string? ContactEmail,
    string? PublicAddress, OutsideIssuerResponse? OutsideIssuer)
{
    internal static InstitutionResponse Example => new(
        "Engify University", "America/Toronto", "CAD", ["en", "fr"], "help@university.example",
        "https://university.example",
        new OutsideIssuerResponse("Engify University", "https://login.university.example", "engify", "openid email"));
}
