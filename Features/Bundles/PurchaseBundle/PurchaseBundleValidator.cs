using FluentValidation;

namespace Engify.Features.Bundles.PurchaseBundle;

internal sealed class PurchaseBundleValidator : AbstractValidator<PurchaseBundleRequest>
{
    public PurchaseBundleValidator()
    {
        RuleFor(request => request.Named.TotalSessions).InclusiveBetween(1, BundlePurchase.MaxTotalSessions);
        RuleFor(request => request.Named.ValidFrom).GreaterThanOrEqualTo(KnownTime.Start);
        RuleFor(request => request.Named.ValidTo).LessThan(KnownTime.End);
        RuleFor(request => request.Named.ValidTo).GreaterThan(request => request.Named.ValidFrom)
            .When(request => request.Named.ValidFrom is not null)
            .WithMessage("'validTo' must be after 'validFrom'.");
    }
}
