using Engify.Features.Courses;
using Engify.Features.Terms;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Engify.Features.Products.CreateProduct;

public sealed class CreateProductEndpoint : EngifyEndpoint
{
    protected override RouteHandlerBuilder Map(Routes routes) => routes
        .MapPost("/courses/{courseId}/products", Handle)
        .RequireAuthorization(Policies.Admin)
        .AcceptsIdempotencyKey()
        .ProducesRuleProblems(CourseRules.Exists, TermRules.Exists, ProductRules.TypeIsFree);

    /// <summary>Adds a product to a course.</summary>
    /// <remarks>
    /// For administrators. A course sells at most one product of each type; dates that are left out are those of the
    /// term.
    /// </remarks>
    /// <param name="courseId">The course.</param>
    /// <param name="terms">The product.</param>
    /// <response code="201">The product.</response>
    public static Task<CreatedWithTag<ProductResponse>> Handle(
        UrlValue<Guid> courseId, ProductTerms terms, Commands commands, LinkGenerator links, HttpContext context,
        CancellationToken cancellationToken) =>
        commands.SendAsync(
            new CreateProductRequest(courseId, terms),
            product => new CreatedWithTag<ProductResponse>(
                product, links.GetPathByName(context, "GetProduct", new { productId = product.Id })),
            cancellationToken);
}
