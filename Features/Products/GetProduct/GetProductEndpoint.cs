using MediatR;
using Microsoft.AspNetCore.Builder;

namespace Engify.Features.Products.GetProduct;

public sealed class GetProductEndpoint : EngifyEndpoint
{
    protected override RouteHandlerBuilder Map(Routes routes) => routes
        .MapGet("/products/{productId}", Handle)
        .RequireAuthorization(Policies.Admin)
        .ProducesRuleProblems(ProductRules.Exists);

    /// <summary>Shows one product.</summary>
    /// <remarks>For administrators. Products that are no longer sold are found, too.</remarks>
    /// <param name="productId">The product.</param>
    /// <response code="200">The product.</response>
    public static async Task<CacheableOk<ProductResponse>> Handle(
        UrlValue<Guid> productId, IMediator mediator, CancellationToken cancellationToken) =>
        new(await mediator.Send(new GetProductRequest(productId), cancellationToken), CacheControl.Revalidate);
}
