using Engify.Features.Courses;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Engify.Features.Products.ListCourseProducts;

internal sealed class ListCourseProductsHandler(EngifyDbContext db, CatalogueMemory memory, Caller caller)
    : IRequestHandler<ListCourseProductsRequest, IReadOnlyList<ProductResponse>>
{
    public async Task<IReadOnlyList<ProductResponse>> Handle(
        ListCourseProductsRequest request, CancellationToken cancellationToken)
    {
        AccessRules.Allowed.Check(!request.IncludeInactive || caller.IsAdmin);
        return await memory.GetAsync(request, () => LoadAsync(request, cancellationToken));
    }

    private async Task<IReadOnlyList<ProductResponse>> LoadAsync(
        ListCourseProductsRequest request, CancellationToken cancellationToken)
    {
        CourseRules.Exists.Check(await db.Courses.AnyAsync(
            course => course.Id == request.CourseId && (course.IsActive || request.IncludeInactive),
            cancellationToken));

        return await db.Products
            .Where(product => product.CourseId == request.CourseId && (product.IsActive || request.IncludeInactive))
            .OrderBy(product => product.ProductType)
            .Select(product => ProductResponse.From(product))
            .ToListAsync(cancellationToken);
    }
}
