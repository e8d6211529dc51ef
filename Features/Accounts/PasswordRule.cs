using FluentValidation;

namespace Engify.Features.Accounts;

internal static class PasswordRule
{
    /// <summary>A password that can be typed again; how strong it is, is Identity's matter.</summary>
    public static IRuleBuilderOptions<T, string> Password<T>(this IRuleBuilder<T, string> rule) => rule
        .Must(OpaqueString.IsAllowed)
        .WithMessage("'{PropertyName}' must not contain control characters or code points that are no characters.");
}
