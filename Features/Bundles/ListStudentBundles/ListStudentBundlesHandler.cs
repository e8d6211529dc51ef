using Engify.Features.Students;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Engify.Features.Bundles.ListStudentBundles;

internal sealed class ListStudentBundlesHandler(EngifyDbContext db, Caller caller)
    : IRequestHandler<ListStudentBundlesRequest, Page<BundlePurchaseResponse>>
{
    public async Task<Page<BundlePurchaseResponse>> Handle(
        ListStudentBundlesRequest request, CancellationToken cancellationToken)
    {
        caller.MustBeStudent(request.StudentId);
        StudentRules.Exists.Check(
            await db.Students.AnyAsync(student => student.Id == request.StudentId, cancellationToken));

        var bundles = db.BundlePurchases.Where(bundle => bundle.StudentId == request.StudentId);
        if (request.Cursor is { } last)
        {
            bundles = bundles.Where(bundle => EF.Functions.LessThan(
                ValueTuple.Create(bundle.CreatedAt, bundle.Id), ValueTuple.Create(last.Key, last.Id)));
        }

        var rows = await bundles
            .OrderByDescending(bundle => bundle.CreatedAt).ThenByDescending(bundle => bundle.Id)
            .Take(request.Limit + 1)
            .Select(bundle => BundlePurchaseResponse.From(bundle, bundle.Product))
            .ToListAsync(cancellationToken);
        return Page.Of(rows, request.Limit, bundle => new Cursor<DateTimeOffset>(bundle.CreatedAt, bundle.Id));
    }
}
