using FluentValidation;

namespace Engify.Features.Kernel;

internal static class PageLimitRule
{
    public static IRuleBuilderOptions<T, int> PageLimit<T>(this IRuleBuilder<T, int> rule) =>
        rule.InclusiveBetween(1, Page.MaxLimit);
}
