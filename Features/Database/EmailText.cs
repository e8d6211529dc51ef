using System.Globalization;

namespace Engify.Features.Database;

/// <summary>Cleans up emails as people's devices send them.</summary>
internal static class EmailText
{
    /// <summary>The longest email, in characters (RFC 5321, section 4.5.3.1.3, less the angle brackets).</summary>
    public const int MaxLength = 254;

    /// <summary>
    /// The email without invisible characters around it: phones and mail programs append white space of any script, and
    /// zero-width marks (U+200B, U+FEFF, direction marks). The validator judges what is inside.
    /// </summary>
    public static string Trim(string email)
    {
        var (start, end) = (0, email.Length);
        while (start < end && IsUnseen(email[start]))
            start++;
        while (end > start && IsUnseen(email[end - 1]))
            end--;
        return email[start..end];
    }

    /// <summary>Whether it can be normalised: U+FFFE, which is no character, cannot.</summary>
    public static bool IsNormalizable(string email) => !email.Contains('\uFFFE', StringComparison.Ordinal);

    private static bool IsUnseen(char character) =>
        char.IsWhiteSpace(character) || char.GetUnicodeCategory(character) == UnicodeCategory.Format;
}
