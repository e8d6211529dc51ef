namespace Engify.Features.Institution;

/// <summary>
/// How many decimals the currencies of ISO 4217 have, of those in which a price of two decimals can be kept: the few
/// with three are left out.
/// </summary>
internal static class Currencies
{
    private static readonly HashSet<string> WithTwo = Set(
        """
        AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP
        CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR
        JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN
        NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP
        SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD YER ZAR ZMW ZWG
        """);

    private static readonly HashSet<string> WithNone =
        Set("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF");

    /// <returns>Null for what is no currency that can be used.</returns>
    public static int? DecimalsOf(string currency) =>
        WithTwo.Contains(currency) ? 2 : WithNone.Contains(currency) ? 0 : null;

    private static HashSet<string> Set(string codes) =>
        [.. codes.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)];
}
