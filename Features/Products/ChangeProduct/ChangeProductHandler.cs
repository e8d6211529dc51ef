using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Engify.Features.Products.ChangeProduct;

internal sealed class ChangeProductHandler(EngifyDbContext db, ProductTermsGiver giver)
    : IRequestHandler<ChangeProductRequest, ProductResponse>
{
    public async Task<ProductResponse> Handle(ChangeProductRequest request, CancellationToken cancellationToken)
    {
        // Held, so that nobody buys it before its type has changed.
        var product = await db.Products.FindForChangeAsync(request.ProductId, cancellationToken);
        ProductRules.Exists.Check(product is not null);
        request.IfMatch.Check(ProductResponse.From(product));
        ProductRules.TypeIsUnsold.Check(
            request.Terms.ProductType == product.ProductType
            || !await db.BundlePurchases.AnyAsync(purchase => purchase.ProductId == product.Id, cancellationToken));

        await giver.GiveAsync(product, request.Terms, cancellationToken);
        return ProductResponse.From(product);
    }
}
