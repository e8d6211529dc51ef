namespace Engify.Features.Database;

public static class KeptNumber
{
    /// <summary>
    /// The number as the database gives it back: with two decimals, so that an answer made from memory equals the one
    /// read back later.
    /// </summary>
    public static decimal WithTwoDecimals(this decimal number) => decimal.Round(number, 2) + 0.00m;
}
