using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Engify.Features.Products.GetProduct;

internal sealed class GetProductHandler(EngifyDbContext db) : IRequestHandler<GetProductRequest, ProductResponse>
{
    public async Task<ProductResponse> Handle(GetProductRequest request, CancellationToken cancellationToken)
    {
        var product = await db.Products
            .SingleOrDefaultAsync(product => product.Id == request.ProductId, cancellationToken);
        ProductRules.Exists.Check(product is not null);
        return ProductResponse.From(product);
    }
}
