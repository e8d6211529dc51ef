using Engify.Features.Products;

namespace Engify.Features.Bundles;

/// <summary>Sessions that a student has paid for in advance.</summary>
public sealed class BundlePurchase
{
    /// <summary>The most sessions that an administrator may put into one purchase.</summary>
    public const int MaxTotalSessions = 1000;

    private BundlePurchase()
    {
    }

    public Guid Id { get; private set; }

    public Guid StudentId { get; private set; }

    public Guid CourseId { get; private set; }

    public Guid ProductId { get; private set; }

    public BundleCoverageType CoverageType { get; private set; }

    public int TotalSessions { get; private set; }

    /// <summary>
    /// <see cref="TotalSessions"/> less the uncancelled bookings that it paid for. Only conditional updates in the
    /// database change it, never a value from memory.
    /// </summary>
    public int RemainingSessions { get; private set; }

    public DateTimeOffset ValidFrom { get; private set; }

    public DateTimeOffset ValidTo { get; private set; }

    /// <summary>The product's price at the time of the purchase.</summary>
    public decimal PricePaid { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset UpdatedAt { get; private set; }

    public Product Product { get; private set; } = null!;

    /// <summary>
    /// Buys a bundle on its product's terms, or on those named if the buyer may choose them. A buyer who may choose can
    /// also buy a bundle whose validity has ended, for example to record a purchase made elsewhere.
    /// </summary>
    /// <exception cref="RuleViolationException">
    /// <see cref="BundleRules.IsBundle"/>, or <see cref="BundleRules.TermsMatch"/> when the terms named are not the
    /// product's and the buyer may not choose, or leave no time between their start and end, or
    /// <see cref="BundleRules.IsOnSale"/>.
    /// </exception>
    public static BundlePurchase Purchase(
        Guid studentId, Product product, BundleTerms named, bool mayChooseTerms, DateTimeOffset now)
    {
        BundleRules.IsBundle.Check(product.IsBundle);

        var offered = new BundleTerms(
            product.ProductType == ProductType.FullSemesterBundle
                ? BundleCoverageType.FullSemester
                : BundleCoverageType.MidtermFinalOnly,
            product.IncludedSessions,
            product.ValidFrom,
            product.ValidTo);
        var agreed = new BundleTerms(
            named.CoverageType ?? offered.CoverageType,
            named.TotalSessions ?? offered.TotalSessions,
            named.ValidFrom ?? offered.ValidFrom,
            named.ValidTo ?? offered.ValidTo);
        BundleRules.TermsMatch.Check(mayChooseTerms || agreed == offered);
        BundleRules.TermsMatch.Check(agreed.ValidFrom < agreed.ValidTo);
        BundleRules.IsOnSale.Check(mayChooseTerms || agreed.ValidTo > now);

        return new BundlePurchase
        {
            Id = Guid.CreateVersion7(now),
            StudentId = studentId,
            CourseId = product.CourseId,
            ProductId = product.Id,
            CoverageType = agreed.CoverageType!.Value,
            TotalSessions = agreed.TotalSessions!.Value,
            RemainingSessions = agreed.TotalSessions!.Value,
            ValidFrom = agreed.ValidFrom!.Value,
            ValidTo = agreed.ValidTo!.Value,
            PricePaid = product.BasePrice,
            CreatedAt = now,
            UpdatedAt = now,
        };
    }
}
