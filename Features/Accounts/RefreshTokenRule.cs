using FluentValidation;

namespace Engify.Features.Accounts;

internal static class RefreshTokenRule
{
    private const int MaxLength = 200;

    public static IRuleBuilderOptions<T, string> RefreshToken<T>(this IRuleBuilder<T, string> rule) =>
        rule.NotEmpty().MaxCharacters(MaxLength);
}
