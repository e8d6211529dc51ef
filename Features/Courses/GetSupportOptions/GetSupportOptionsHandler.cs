using Engify.Features.Bundles;
using Engify.Features.Domain;
using Engify.Features.GroupSessions;
using Engify.Features.Persistence;
using Engify.Features.Pipeline;
using Engify.Features.Products;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Engify.Features.Courses.GetSupportOptions;

internal sealed class GetSupportOptionsHandler(EngifyDbContext db, Caller caller, TimeProvider clock)
    : IRequestHandler<GetSupportOptionsRequest, SupportOptionsResponse>
{
    public async Task<SupportOptionsResponse> Handle(
        GetSupportOptionsRequest request, CancellationToken cancellationToken)
    {
        if (request.StudentId is { } named)
        {
            AccessRules.SignedIn.Check(caller.IsSignedIn);
            AccessRules.Allowed.Check(caller.IsAdmin || caller.Role == AccountRole.Ta || caller.IsStudent(named));
        }

        var now = clock.Now();
        var course = await db.Courses
            .SingleOrDefaultAsync(course => course.Id == request.CourseId && course.IsActive, cancellationToken);
        CourseRules.Exists.Check(course is not null);

        var products = await db.Products
            .Where(product => product.CourseId == course.Id && product.IsActive)
            .OrderBy(product => product.ProductType)
            .Select(product => ProductResponse.From(product))
            .ToListAsync(cancellationToken);

        var tas = await db.CourseTas
            .Where(teaching => teaching.CourseId == course.Id && teaching.Ta.IsActive)
            .OrderBy(teaching => teaching.Ta.Name).ThenBy(teaching => teaching.TaId)
            .Select(teaching => TaResponse.From(teaching.Ta))
            .ToListAsync(cancellationToken);

        var groupSessions = await db.ListUpcomingAsync(course.Id, now, cancellationToken);

        return new SupportOptionsResponse(
            CourseResponse.From(course),
            products,
            tas,
            [.. groupSessions.Select(session => new UpcomingGroupSessionResponse(session.Template, session.Bookings))],
            request.StudentId is { } studentId
                ? await ListBundlesAsync(studentId, course.Id, now, cancellationToken)
                : []);
    }

    private async Task<IReadOnlyList<BundlePurchaseResponse>> ListBundlesAsync(
        Guid studentId, Guid courseId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        StudentRules.Exists.Check(await db.Students.AnyAsync(student => student.Id == studentId, cancellationToken));
        return await db.BundlePurchases.ValidAt(now, studentId, courseId)
            .Select(bundle => BundlePurchaseResponse.From(bundle, bundle.Product))
            .ToListAsync(cancellationToken);
    }
}
