using CsCheck;
using Engify.Features.Bundles;
using Engify.Features.Products;

namespace Engify.Tests.Bundles;

public sealed class BundlePurchaseTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public void A_bundle_is_sold_to_the_second_until_its_validity_ends(int seconds, bool isSold) =>
        Assert.Equal(isSold ? null : BundleRules.IsOnSale, Refusal(Noon.AddDays(-9), Noon.AddSeconds(seconds), false));

    [Fact]
    public void A_bundle_is_sold_while_its_validity_has_not_ended_and_to_who_may_choose_terms_always() =>
        Gen.Select(Gen.Int[-100, 100], Gen.Int[1, 100], Gen.Bool).Sample((start, minutes, mayChoose) =>
        {
            var validity = Period.From(Noon.AddMinutes(start), minutes);
            var refusal = Refusal(validity.Start, validity.End, mayChoose);
            Assert.Equal(mayChoose || validity.End > Noon ? null : BundleRules.IsOnSale, refusal);
        });

    [Fact]
    public void The_terms_that_are_agreed_on_decide_and_not_those_of_the_product()
    {
        var over = Bundle(Noon.AddDays(-9), Noon.AddDays(-1));

        var purchase = BundlePurchase.Purchase(
            Guid.NewGuid(), over, new BundleTerms(ValidTo: Noon.AddDays(1)), mayChooseTerms: true, Noon);

        Assert.Equal((over.ValidFrom, Noon.AddDays(1)), (purchase.ValidFrom, purchase.ValidTo));
    }

    private static Rule? Refusal(DateTimeOffset validFrom, DateTimeOffset validTo, bool mayChooseTerms) =>
        Record.Exception(() => BundlePurchase.Purchase(
            Guid.NewGuid(), Bundle(validFrom, validTo), new BundleTerms(), mayChooseTerms, Noon))
            is RuleViolationException refusal ? refusal.Rule : null;

    private static Product Bundle(DateTimeOffset validFrom, DateTimeOffset validTo) => Product.Bundle(
        Guid.NewGuid(), Guid.NewGuid(), ProductType.FullSemesterBundle, "Bundle", 200m, 10,
        new Period(validFrom, validTo));
}
