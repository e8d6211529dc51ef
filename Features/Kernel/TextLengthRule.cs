using FluentValidation;
using FluentValidation.Validators;

namespace Engify.Features.Kernel;

internal static class TextLengthRule
{
    /// <summary>
    /// Limits the number of characters. FluentValidation's own rule counts UTF-16 code units, and an emoji has two.
    /// </summary>
    public static IRuleBuilderOptions<T, string> MaxCharacters<T>(this IRuleBuilder<T, string?> rule, int max) =>
        rule.SetValidator(new MaxCharactersValidator<T>(max))!;

    private sealed class MaxCharactersValidator<T>(int max) : MaximumLengthValidator<T>(max)
    {
        public override bool IsValid(ValidationContext<T> context, string? value)
        {
            var count = value?.CharacterCount() ?? 0;
            if (count <= Max)
                return true;

            context.MessageFormatter.AppendArgument("MaxLength", Max).AppendArgument("TotalLength", count);
            return false;
        }
    }
}
