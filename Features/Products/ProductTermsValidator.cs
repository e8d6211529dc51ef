using FluentValidation;

namespace Engify.Features.Products;

/// <summary>What can be told of terms by themselves.</summary>
internal abstract class ProductTermsValidator<T> : AbstractValidator<T>
    where T : IHaveProductTerms
{
    protected ProductTermsValidator()
    {
        RuleFor(request => request.Terms.Name).RequiredText(Product.MaxNameLength);
        RuleFor(request => request.Terms.Description).FreeText(Product.MaxDescriptionLength);
        RuleFor(request => request.Terms.BasePrice).GreaterThanOrEqualTo(0).LessThan(Product.EndOfPrices)
            .PrecisionScale(10, 2, ignoreTrailingZeros: true);
        RuleFor(request => request.Terms.ValidFrom).GreaterThanOrEqualTo(KnownTime.Start);
        RuleFor(request => request.Terms.ValidTo).LessThan(KnownTime.End);
        When(
            request => Product.IsOfBundles(request.Terms.ProductType),
            () => RuleFor(request => request.Terms.IncludedSessions).NotNull()
                .InclusiveBetween(1, Product.MaxIncludedSessions))
            .Otherwise(() =>
            {
                RuleFor(request => request.Terms.IncludedSessions).Null();
                RuleFor(request => request.Terms.ValidFrom).Null();
                RuleFor(request => request.Terms.ValidTo).Null();
            });
    }
}
