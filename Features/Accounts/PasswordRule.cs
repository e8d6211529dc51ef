using FluentValidation;

namespace Engify.Features.Accounts;

internal static class PasswordRule
{
    /// <summary>A password that can be typed again. Identity judges how strong it is.</summary>
    public static IRuleBuilderOptions<T, string> Password<T>(this IRuleBuilder<T, string> rule) => rule
        .Must(OpaqueString.IsAllowed)
        .WithMessage("'{PropertyName}' must not contain control characters or code points that are no characters.")
        .WithErrorCode(FaultCodes.CharactersNotAllowed);
}
