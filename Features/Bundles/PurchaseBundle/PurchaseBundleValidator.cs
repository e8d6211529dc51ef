using Engify.Features.Domain;
using FluentValidation;

namespace Engify.Features.Bundles.PurchaseBundle;

internal sealed class PurchaseBundleValidator : AbstractValidator<PurchaseBundleRequest>
{
    public PurchaseBundleValidator()
    {
        RuleFor(request => request.Named.TotalSessions).InclusiveBetween(1, BundlePurchase.MaxTotalSessions);
        // Npgsql sends the least instant there is as -infinity.
        RuleFor(request => request.Named.ValidFrom).GreaterThan(DateTimeOffset.MinValue)
            .WithMessage("'validFrom' must be after the beginning of the year 1.");
        RuleFor(request => request.Named.ValidTo).GreaterThan(request => request.Named.ValidFrom)
            .When(request => request.Named.ValidFrom is not null)
            .WithMessage("'validTo' must be after 'validFrom'.");
    }
}
