using Engify.Features.Courses;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Engify.Features.Bundles.ListActiveBundles;

internal sealed class ListActiveBundlesHandler(EngifyDbContext db, ActiveBundles activeBundles)
    : IRequestHandler<ListActiveBundlesRequest, Page<BundlePurchaseResponse>>
{
    public async Task<Page<BundlePurchaseResponse>> Handle(
        ListActiveBundlesRequest request, CancellationToken cancellationToken)
    {
        var bundles = await activeBundles.FindAsync(request.StudentId, request.CourseId, cancellationToken);
        CourseRules.Exists.Check(
            await db.Courses.AnyAsync(course => course.Id == request.CourseId, cancellationToken));

        if (request.Cursor is { } last)
        {
            bundles = bundles.Where(bundle => EF.Functions.LessThan(
                ValueTuple.Create(bundle.ValidTo, bundle.Id), ValueTuple.Create(last.Key, last.Id)));
        }

        var rows = await bundles
            .Take(request.Limit + 1)
            .Select(bundle => BundlePurchaseResponse.From(bundle, bundle.Product))
            .ToListAsync(cancellationToken);
        return Page.Of(rows, request.Limit, bundle => new Cursor<DateTimeOffset>(bundle.ValidTo, bundle.Id));
    }
}
