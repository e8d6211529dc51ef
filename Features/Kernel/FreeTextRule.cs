using FluentValidation;

namespace Engify.Features.Kernel;

internal static class FreeTextRule
{
    /// <summary>Text that people write: of limited length, and without NUL, which PostgreSQL cannot store.</summary>
    public static IRuleBuilderOptions<T, string?> FreeText<T>(this IRuleBuilder<T, string?> rule, int maxLength) =>
        rule.MaxCharacters(maxLength)
            .Must(text => text is null || !text.Contains('\0', StringComparison.Ordinal))
            .WithMessage("'{PropertyName}' must not contain the character NUL.");
}
