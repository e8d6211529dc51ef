using Microsoft.Extensions.DependencyInjection;

namespace Engify.Features.Bundles.PurchaseBundle;

/// <param name="CourseId">The course that sells the bundle.</param>
/// <param name="StudentId">Who buys.</param>
/// <param name="ProductId">The bundle.</param>
/// <param name="Named">Terms that the request names.</param>
public sealed record PurchaseBundleRequest(Guid CourseId, Guid StudentId, Guid ProductId, BundleTerms Named)
    : ICommand<BundlePurchaseResponse>
{
    public AuditedObject? Audited(BundlePurchaseResponse response) => AuditedObject.Of<BundlePurchase>(response.Id);

    public void Count(BundlePurchaseResponse response, IServiceProvider meters) =>
        meters.GetRequiredService<BundleMeter>().Purchased();
}
