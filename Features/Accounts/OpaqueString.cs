using System.Globalization;
using System.Text;

namespace Engify.Features.Accounts;

/// <summary>
/// Passwords as RFC 8265, section 4.2, has them compared (OpaqueString): one password is the same whatever keyboard it
/// was typed on. A Mac sends <c>é</c> as two code points, a Japanese keyboard sends its own blank.
/// </summary>
internal static class OpaqueString
{
    private const char NoCharacter = '\uFFFE'; // the runtime does not normalise text that holds it

    /// <summary>
    /// Each blank that is not ASCII becomes U+0020, and then the whole becomes NFC; neither case nor width is changed.
    /// Text that cannot be normalised, which <see cref="IsAllowed"/> refuses, stays as it is.
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
    /// Whether a new password may be that: it holds no control characters, lone surrogates, code points of private use
    /// or ones that Unicode has not assigned, all of which the next device may not be able to type. Beyond what the
    /// RFC's FreeformClass allows, it may hold joiners and variation selectors: emoji and several scripts are written
    /// with them.
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
