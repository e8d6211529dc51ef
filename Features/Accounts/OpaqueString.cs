using System.Globalization;
using System.Text;

namespace Engify.Features.Accounts;

/// <summary>
/// Prepares passwords for comparison (OpaqueString, RFC 8265, section 4.2), so that a password is the same whichever
/// keyboard it was typed on. A Mac sends <c>é</c> as two code points; a Japanese keyboard sends its own kind of space.
/// </summary>
internal static class OpaqueString
{
    private const char NoCharacter = '\uFFFE'; // the runtime does not normalise text that holds it

    /// <summary>
    /// Turns each non-ASCII space into U+0020 and the whole text into NFC; case and width stay as they are. Text that
    /// cannot be normalised, which <see cref="IsAllowed"/> refuses, is returned unchanged.
    /// </summary>
    public static string Prepare(string password)
    {
        if (Ascii.IsValid(password) || !IsText(password))
            return password;

        var blanks = string.Create(password.Length, password, static (prepared, typed) =>
        {
            for (var index = 0; index < typed.Length; index++)
                prepared[index] = IsBlank(typed[index]) ? ' ' : typed[index];
        });
        return blanks.Normalize(NormalizationForm.FormC);
    }

    /// <summary>
    /// Whether a new password may be this text. It must not contain control characters, lone surrogates, private-use or
    /// unassigned code points, because another device may be unable to type them. Unlike the RFC's FreeformClass,
    /// joiners and variation selectors are allowed: emoji and several scripts need them.
    /// </summary>
    public static bool IsAllowed(string password) => IsText(password) && password.EnumerateRunes().All(rune =>
        Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.PrivateUse
            or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator));

    private static bool IsBlank(char character) =>
        char.GetUnicodeCategory(character) == UnicodeCategory.SpaceSeparator;

    private static bool IsText(string password)
    {
        for (var rest = password.AsSpan(); !rest.IsEmpty;)
        {
            if (Rune.DecodeFromUtf16(rest, out _, out var length) != System.Buffers.OperationStatus.Done)
                return false;
            rest = rest[length..];
        }

        return !password.Contains(NoCharacter, StringComparison.Ordinal);
    }
}
