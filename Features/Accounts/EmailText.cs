using System.Globalization;

namespace Engify.Features.Accounts;

/// <summary>Emails as people's devices send them.</summary>
internal static class EmailText
{
    /// <summary>
    /// The email without what stands around it and cannot be seen: phones and mail programs append blanks of any
    /// script, and marks without width (U+200B, U+FEFF, those of the direction of writing). What stands inside is the
    /// validator's matter.
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
