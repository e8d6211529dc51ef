using System.Diagnostics.CodeAnalysis;

namespace Engify.Features.Kernel;

/// <summary>Text as the standards count and compare it, which is not how .NET stores it.</summary>
public static class UnicodeText
{
    /// <summary>
    /// The number of characters (code points), as JSON Schema (Validation, section 6.3.1) and PostgreSQL count them. A
    /// lone surrogate counts as one.
    /// </summary>
    public static int CharacterCount(this string text)
    {
        var count = 0;
        foreach (var _ in text.EnumerateRunes())
            count++;
        return count;
    }

    /// <summary>Text that somebody typed, as it is kept: composed, and without blanks around it.</summary>
    public static string Tidied(this string text) => text.Trim().Composed();

    /// <summary>The same of text that need not be there; blanks alone are none.</summary>
    public static string? TidiedOrNull(this string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Tidied();

    /// <summary>
    /// The text with its accents composed (NFC, Unicode Standard Annex 15), so that two ways to write the same text
    /// become equal. Text that is not valid Unicode stays as it is.
    /// </summary>
    [return: NotNullIfNotNull(nameof(text))]
    public static string? Composed(this string? text)
    {
        try
        {
            return text?.Normalize();
        }
        catch (ArgumentException)
        {
            return text;
        }
    }
}
