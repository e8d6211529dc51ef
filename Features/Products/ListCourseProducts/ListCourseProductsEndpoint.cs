using Engify.Features.Courses;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Engify.Features.Products.ListCourseProducts;

public sealed class ListCourseProductsEndpoint : EngifyEndpoint
{
    protected override RouteHandlerBuilder Map(IEndpointRouteBuilder routes) => routes
        .MapGet("/courses/{courseId}/products", Handle)
        .AllowAnonymous()
        .ProducesRuleProblems(CourseRules.Exists);

    /// <summary>Lists what a course sells now, by type.</summary>
    /// <remarks>The answer may be cached for a minute.</remarks>
    /// <param name="courseId">The course.</param>
    /// <response code="200">The products.</response>
    public static async Task<CacheableOk<IReadOnlyList<ProductResponse>>> Handle(
        UrlValue<Guid> courseId, IMediator mediator, CancellationToken cancellationToken) =>
        new(await mediator.Send(new ListCourseProductsRequest(courseId), cancellationToken), CacheControl.Catalogue);
}
