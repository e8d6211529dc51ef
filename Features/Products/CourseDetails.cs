using Engify.Features.Courses;
using Engify.Features.Tas;
using Microsoft.EntityFrameworkCore;

namespace Engify.Features.Products;

/// <summary>What is told of a course.</summary>
internal static class CourseDetails
{
    public static async Task<CourseDetailsResponse> DetailsOfAsync(
        this EngifyDbContext db, Course course, bool withGpa, CancellationToken cancellationToken) => new(
        CourseResponse.From(course),
        await db.CourseTas
            .Where(teaching => teaching.CourseId == course.Id && teaching.Ta.IsActive)
            .OrderBy(teaching => teaching.Ta.Name).ThenBy(teaching => teaching.TaId)
            .Select(teaching => TaResponse.From(teaching.Ta, withGpa))
            .ToListAsync(cancellationToken),
        await db.Products
            .Where(product => product.CourseId == course.Id && product.IsActive)
            .OrderBy(product => product.ProductType)
            .Select(product => ProductResponse.From(product))
            .ToListAsync(cancellationToken));
}
