using Microsoft.Extensions.DependencyInjection;

namespace Engify.Features.Products;

/// <summary>What courses sell.</summary>
internal sealed class ProductsArea : Area
{
    public override string Description => "What a course sells.";

    public override IReadOnlyDictionary<string, Rule> Constraints { get; } = new Dictionary<string, Rule>
    {
        [ProductTable.OncePerType] = ProductRules.TypeIsFree,
    };

    public override IReadOnlyDictionary<string, object> Examples { get; } = new Dictionary<string, object>
    {
        ["productId"] = ExampleSchool.ProductId,
    };

    public override void Register(IServiceCollection services) => services.AddScoped<ProductTermsGiver>();
}
