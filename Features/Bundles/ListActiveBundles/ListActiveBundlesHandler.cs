using Engify.Features.Domain;
using Engify.Features.Persistence;
using Engify.Features.Pipeline;
using Engify.Features.Pipeline.Paging;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Engify.Features.Bundles.ListActiveBundles;

internal sealed class ListActiveBundlesHandler(EngifyDbContext db, Caller caller, TimeProvider clock)
    : IRequestHandler<ListActiveBundlesRequest, Page<BundlePurchaseResponse>>
{
    public async Task<Page<BundlePurchaseResponse>> Handle(
        ListActiveBundlesRequest request, CancellationToken cancellationToken)
    {
        AccessRules.Allowed.Check(
            caller.IsAdmin || caller.IsStudent(request.StudentId) || await TeachesAsync(request.CourseId, cancellationToken));
        StudentRules.Exists.Check(
            await db.Students.AnyAsync(student => student.Id == request.StudentId, cancellationToken));
        CourseRules.Exists.Check(
            await db.Courses.AnyAsync(course => course.Id == request.CourseId, cancellationToken));

        var bundles = db.BundlePurchases.ValidAt(clock.Now(), request.StudentId, request.CourseId);
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

    private async Task<bool> TeachesAsync(Guid courseId, CancellationToken cancellationToken) =>
        caller is { Role: AccountRole.Ta, TaId: { } taId }
        && await db.CourseTas.AnyAsync(
            teaching => teaching.CourseId == courseId && teaching.TaId == taId, cancellationToken);
}
