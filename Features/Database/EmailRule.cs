using FluentValidation;

namespace Engify.Features.Database;

internal static class EmailRule
{
    /// <summary>An address that mail can be sent to, without white space.</summary>
    public static IRuleBuilderOptions<T, string> Email<T>(this IRuleBuilder<T, string> rule) => rule
        .MaxCharacters(EmailText.MaxLength)
        .EmailAddress()
        .Must(email => !email.Any(character => char.IsWhiteSpace(character) || char.IsControl(character)))
        .WithMessage("'{PropertyName}' must not contain blanks.")
        .WithErrorCode(FaultCodes.NotAnEmail)
        .Normalizable();

    /// <inheritdoc cref="EmailText.IsNormalizable"/>
    public static IRuleBuilderOptions<T, string> Normalizable<T>(this IRuleBuilder<T, string> rule) => rule
        .Must(EmailText.IsNormalizable)
        .WithMessage("'{PropertyName}' must not contain U+FFFE, which is no character.")
        .WithErrorCode(FaultCodes.CharactersNotAllowed);
}
