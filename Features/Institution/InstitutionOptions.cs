using System.ComponentModel.DataAnnotations;
using FluentValidation.Results;

namespace Engify.Features.Institution;

/// <summary>The institution that this service runs for.</summary>
public sealed class InstitutionOptions
{
    public const string Section = "Institution";

    /// <summary>What it is called.</summary>
    [Required]
    [StringLength(200)]
    public string Name { get; set; } = "Engify";

    /// <summary>
    /// The IANA time zone in which its weeks and days begin, such as <c>America/Toronto</c>. Choosing a TA
    /// automatically compares the booked minutes of such a week.
    /// </summary>
    public string TimeZone { get; set; } = "UTC";

    /// <summary>The currency of every price, as ISO 4217 calls it.</summary>
    [RegularExpression("[A-Z]{3}")]
    public string Currency { get; set; } = "CAD";

    /// <summary>
    /// The languages that it writes in, as BCP 47 calls them, between commas; its first choice first.
    /// </summary>
    [RegularExpression("[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*( *, *[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*)*")]
    public string Locales { get; set; } = "en";

    /// <summary>Whom to ask.</summary>
    [EmailAddress]
    public string? ContactEmail { get; set; }

    /// <summary>Where its people find it on the web: an http or https address.</summary>
    [Url]
    public string? PublicAddress { get; set; }

    /// <summary>
    /// Whether everybody sees the grade-point averages of TAs, not only those TAs and administrators.
    /// </summary>
    public bool ShowGpa { get; set; } = true;

    public bool IsTimeZoneKnown() => TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out _);

    public bool IsCurrencyKnown() => Currencies.DecimalsOf(Currency) is not null;

    /// <summary>How many decimals a price has.</summary>
    public int GetDecimals() => Currencies.DecimalsOf(Currency)!.Value;

    public TimeZoneInfo GetZone() => TimeZoneInfo.FindSystemTimeZoneById(TimeZone);

    /// <summary>The zone of this name; the institution's if there is none, or none known here.</summary>
    public TimeZoneInfo GetZone(string? name) =>
        name is not null && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : GetZone();

    public IReadOnlyList<string> GetLocales() =>
        Locales.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Lets pass what can be paid in the currency.</summary>
    /// <param name="member">What the request calls the price.</param>
    /// <param name="price">The price.</param>
    /// <exception cref="FluentValidation.ValidationException">It has more decimals than the currency.</exception>
    public void MustBePayable(string member, decimal price)
    {
        var decimals = GetDecimals();
        if (decimal.Round(price, decimals) != price)
        {
            throw new FluentValidation.ValidationException(
                [
                    new ValidationFailure(
                        member, $"'{member}' must have at most {decimals} decimals, as {Currency} has.")
                    {
                        ErrorCode = FaultCodes.TooManyDecimals,
                    },
                ]);
        }
    }
}
