namespace Engify.Features.Products.ListCourseProducts;

/// <param name="CourseId">The course.</param>
/// <param name="IncludeInactive">Whether to list what is not sold, too; for administrators.</param>
public sealed record ListCourseProductsRequest(Guid CourseId, bool IncludeInactive)
    : IQuery<IReadOnlyList<ProductResponse>>;
