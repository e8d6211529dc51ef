using Engify.Features.Courses;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Engify.Features.Products.CreateProduct;

internal sealed class CreateProductHandler(EngifyDbContext db, ProductTermsGiver giver, TimeProvider clock)
    : IRequestHandler<CreateProductRequest, ProductResponse>
{
    public async Task<ProductResponse> Handle(CreateProductRequest request, CancellationToken cancellationToken)
    {
        CourseRules.Exists.Check(
            await db.Courses.AnyAsync(course => course.Id == request.CourseId, cancellationToken));

        var product = Product.New(Guid.CreateVersion7(clock.Now()), request.CourseId);
        await giver.GiveAsync(product, request.Terms, cancellationToken);
        db.Add(product);
        return ProductResponse.From(product);
    }
}
