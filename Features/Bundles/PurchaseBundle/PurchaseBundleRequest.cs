namespace Engify.Features.Bundles.PurchaseBundle;

/// <param name="CourseId">The course that sells the bundle.</param>
/// <param name="StudentId">Who buys.</param>
/// <param name="ProductId">The bundle.</param>
/// <param name="Named">Terms that the request names.</param>
public sealed record PurchaseBundleRequest(Guid CourseId, Guid StudentId, Guid ProductId, BundleTerms Named)
    : ICommand<BundlePurchaseResponse>
{
    public AuditedObject? Audited(BundlePurchaseResponse response) => new(AuditedObject.BundlePurchase, response.Id);

    public void Count(BundlePurchaseResponse response, EngifyMeter meter) => meter.Purchased();
}
