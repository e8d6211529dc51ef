using Engify.Features.Terms;
using Microsoft.AspNetCore.Builder;

namespace Engify.Features.Products.ChangeProduct;

public sealed class ChangeProductEndpoint : EngifyEndpoint
{
    protected override RouteHandlerBuilder Map(Routes routes) => routes
        .MapPut("/products/{productId}", Handle)
        .RequireAuthorization(Policies.Admin)
        .RequiresIfMatch()
        .AcceptsIdempotencyKey()
        .ProducesRuleProblems(
            ProductRules.Exists, TermRules.Exists, ProductRules.TypeIsFree, ProductRules.TypeIsUnsold);

    /// <summary>Changes a product.</summary>
    /// <remarks>What was bought keeps its terms and its price. The type of what was bought does not change.</remarks>
    /// <param name="productId">The product.</param>
    /// <param name="ifMatch">Which state of it is to be changed.</param>
    /// <param name="terms">The whole product.</param>
    /// <response code="200">The product.</response>
    public static Task<ChangedOk<ProductResponse>> Handle(
        UrlValue<Guid> productId, IfMatch ifMatch, ProductTerms terms, Commands commands,
        CancellationToken cancellationToken) =>
        commands.SendAsync(
            new ChangeProductRequest(productId, ifMatch, terms),
            product => new ChangedOk<ProductResponse>(product),
            cancellationToken);
}
