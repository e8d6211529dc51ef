using Carter;
using Engify.Features.Domain;
using Engify.Features.Pipeline;
using Engify.Features.Pipeline.Json;
using MediatR;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Engify.Features.Products.ListCourseProducts;

public sealed class ListCourseProductsEndpoint : ICarterModule
{
    public void AddRoutes(IEndpointRouteBuilder app) =>
        app.MapGet("/courses/{courseId}/products", Handle)
            .WithName("ListCourseProducts")
            .WithTags("Products")
            .WithSummary("Lists what a course sells now, by type.")
            .AllowAnonymous()
            .ProducesRuleProblems(CourseRules.Exists);

    private static async Task<CacheableOk<IReadOnlyList<ProductResponse>>> Handle(
        UrlValue<Guid> courseId, IMediator mediator, CancellationToken cancellationToken) =>
        new(await mediator.Send(new ListCourseProductsRequest(courseId), cancellationToken), CacheControl.Catalogue);
}
