using Engify.Features.Courses;
using Engify.Features.Products;
using Engify.Features.Students;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Engify.Features.Bundles.PurchaseBundle;

internal sealed class PurchaseBundleHandler(EngifyDbContext db, Caller caller, TimeProvider clock)
    : IRequestHandler<PurchaseBundleRequest, BundlePurchaseResponse>
{
    public async Task<BundlePurchaseResponse> Handle(PurchaseBundleRequest request, CancellationToken cancellationToken)
    {
        caller.MustBeStudent(request.StudentId);

        // Two concurrent purchases by one student, which do not see each other, would deadlock on the constraint.
        await db.LockStudentAsync(request.StudentId, cancellationToken);

        var student = await db.Students.SingleOrDefaultAsync(
            student => student.Id == request.StudentId, cancellationToken);
        StudentRules.Exists.Check(student is not null);
        StudentRules.IsActive.Check(student.IsActive);
        CourseRules.Exists.Check(
            await db.Courses.AnyAsync(course => course.Id == request.CourseId && course.IsActive, cancellationToken));
        var product = await db.Products.SingleOrDefaultAsync(
            product => product.Id == request.ProductId && product.CourseId == request.CourseId && product.IsActive,
            cancellationToken);
        ProductRules.Exists.Check(product is not null);

        var bundle = BundlePurchase.Purchase(
            request.StudentId, product, request.Named, mayChooseTerms: caller.IsAdmin, clock.Now());
        BundleRules.NotYetPurchased.Check(!await db.BundlePurchases.AnyAsync(
            other => other.StudentId == bundle.StudentId && other.ProductId == bundle.ProductId
                && other.ValidFrom < bundle.ValidTo && bundle.ValidFrom < other.ValidTo,
            cancellationToken));

        db.Add(bundle);
        return BundlePurchaseResponse.From(bundle, product);
    }
}
