using Engify.Features.Bundles;
using Engify.Features.GroupSessions;
using Engify.Features.Institution;
using Engify.Features.Products;
using Engify.Features.Tas;
using MediatR;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Engify.Features.Courses.GetSupportOptions;

internal sealed class GetSupportOptionsHandler(
    EngifyDbContext db, CatalogueMemory memory, UpcomingGroupSessions upcoming, ActiveBundles activeBundles,
    IOptions<InstitutionOptions> institution)
    : IRequestHandler<GetSupportOptionsRequest, SupportOptionsResponse>
{
    public async Task<SupportOptionsResponse> Handle(
        GetSupportOptionsRequest request, CancellationToken cancellationToken)
    {
        // Check this first: a caller who may not see a student's bundles must not learn whether the student or the
        // course exists.
        var bundles = request.StudentId is { } studentId
            ? await activeBundles.FindAsync(studentId, request.CourseId, cancellationToken)
            : null;
        var offer = await memory.GetAsync(
            new OfferOf(request.CourseId), () => LoadOfferAsync(request.CourseId, cancellationToken));
        var groupSessions = await upcoming.ListAsync(request.CourseId, cancellationToken);

        return new SupportOptionsResponse(
            offer.Course,
            offer.Products,
            offer.Tas,
            [.. groupSessions.Select(session => new UpcomingGroupSessionResponse(session.Template, session.Bookings))],
            bundles is null
                ? []
                : await bundles.Select(bundle => BundlePurchaseResponse.From(bundle, bundle.Product))
                    .ToListAsync(cancellationToken));
    }

    /// <summary>The part that is the same for every caller until the catalogue changes.</summary>
    private async Task<Offer> LoadOfferAsync(Guid courseId, CancellationToken cancellationToken)
    {
        var course = await db.Courses
            .SingleOrDefaultAsync(course => course.Id == courseId && course.IsActive, cancellationToken);
        CourseRules.Exists.Check(course is not null);

        var products = await db.Products
            .Where(product => product.CourseId == courseId && product.IsActive)
            .OrderBy(product => product.ProductType)
            .Select(product => ProductResponse.From(product))
            .ToListAsync(cancellationToken);

        var withGpa = institution.Value.ShowGpa;
        var tas = await db.CourseTas
            .Where(teaching => teaching.CourseId == courseId && teaching.Ta.IsActive)
            .OrderBy(teaching => teaching.Ta.Name).ThenBy(teaching => teaching.TaId)
            .Select(teaching => TaResponse.From(teaching.Ta, withGpa))
            .ToListAsync(cancellationToken);

        return new Offer(CourseResponse.From(course), products, tas);
    }

    private sealed record OfferOf(Guid CourseId);

    private sealed record Offer(
        CourseResponse Course, IReadOnlyList<ProductResponse> Products, IReadOnlyList<TaResponse> Tas);
}
