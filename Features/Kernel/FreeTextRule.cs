using FluentValidation;

namespace Engify.Features.Kernel;

internal static class FreeTextRule
{
    /// <summary>Free text that must be there.</summary>
    public static IRuleBuilderOptions<T, string?> RequiredText<T>(this IRuleBuilder<T, string?> rule, int maxLength) =>
        rule.NotEmpty().FreeText(maxLength);

    /// <summary>The https address of a page, where there is one.</summary>
    public static IRuleBuilderOptions<T, string?> HttpsAddress<T>(this IRuleBuilder<T, string?> rule, int maxLength) =>
        rule.Must(text => string.IsNullOrWhiteSpace(text)
                || (text.CharacterCount() <= maxLength && !text.Contains('\0', StringComparison.Ordinal)
                    && Uri.TryCreate(text.Trim(), UriKind.Absolute, out var address)
                    && address.Scheme == Uri.UriSchemeHttps && address.Host.Length > 0
                    && text.Trim().StartsWith("https://", StringComparison.Ordinal)))
            .WithMessage($"'{{PropertyName}}' must be an https address of {maxLength} characters or fewer.")
            .WithErrorCode(FaultCodes.NotAnHttpsAddress);

    /// <summary>The IANA name of a time zone that is known here, where there is one.</summary>
    public static IRuleBuilderOptions<T, string?> TimeZoneName<T>(this IRuleBuilder<T, string?> rule) =>
        rule.Must(name => string.IsNullOrWhiteSpace(name)
                || (TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) && zone.HasIanaId))
            .WithMessage("'{PropertyName}' must be an IANA time zone, such as America/Toronto.")
            .WithErrorCode(FaultCodes.NotATimeZone);

    /// <summary>Text that people write: of limited length, and without NUL, which PostgreSQL cannot store.</summary>
    public static IRuleBuilderOptions<T, string?> FreeText<T>(this IRuleBuilder<T, string?> rule, int maxLength) =>
        rule.MaxCharacters(maxLength)
            .Must(text => text is null || !text.Contains('\0', StringComparison.Ordinal))
            .WithMessage("'{PropertyName}' must not contain the character NUL.")
            .WithErrorCode(FaultCodes.CharactersNotAllowed);
}
