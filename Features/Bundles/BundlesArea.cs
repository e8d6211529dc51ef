using Engify.Features.Courses;
using Engify.Features.Products;
using Engify.Features.Students;
using Microsoft.Extensions.DependencyInjection;

namespace Engify.Features.Bundles;

/// <summary>Sessions that students have paid for in advance.</summary>
internal sealed class BundlesArea : Area
{
    public override string Description => "Sessions paid for in advance.";

    public override IReadOnlyDictionary<string, Rule> Constraints { get; } = new Dictionary<string, Rule>
    {
        [BundlePurchaseTable.Balance] = BundleRules.HasSessionLeft,
        [BundlePurchaseTable.PurchaseOverlap] = BundleRules.NotYetPurchased,
        [BundlePurchaseTable.StudentForeignKey] = StudentRules.Exists,
        [BundlePurchaseTable.CourseForeignKey] = CourseRules.Exists,
        [BundlePurchaseTable.ProductForeignKey] = ProductRules.Exists,
    };

    public override void Register(IServiceCollection services)
    {
        services.AddSingleton<BundleMeter>();
        services.AddScoped<ActiveBundles>();
    }
}
