namespace Engify.Features.Products.ListCourseProducts;

public sealed record ListCourseProductsRequest(Guid CourseId)
    : IQuery<IReadOnlyList<ProductResponse>>;
