using Engify.Features.Products;

namespace Engify.Features.Bundles;

/// <summary>Sessions that a student has paid for in advance.</summary>
/// <param name="Id">Its id.</param>
/// <param name="StudentId">Whose it is.</param>
/// <param name="CourseId">The course that it is for.</param>
/// <param name="ProductId">The product that was bought.</param>
/// <param name="CoverageType">Which part of the semester it is for.</param>
/// <param name="TotalSessions">How many sessions were bought.</param>
/// <param name="RemainingSessions">How many of them are left.</param>
/// <param name="ValidFrom">From when it pays for sessions.</param>
/// <param name="ValidTo">Until when it pays for sessions.</param>
/// <param name="PricePaid">What it cost when it was bought.</param>
/// <param name="CreatedAt">When it was bought.</param>
/// <param name="UpdatedAt">When a session was last used or given back.</param>
/// <param name="Product">The product as it is now.</param>
public sealed record BundlePurchaseResponse(
    Guid Id, Guid StudentId, Guid CourseId, Guid ProductId, BundleCoverageType CoverageType, int TotalSessions,
    int RemainingSessions, DateTimeOffset ValidFrom, DateTimeOffset ValidTo, decimal PricePaid,
    DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt, ProductResponse Product)
{
    public static BundlePurchaseResponse From(BundlePurchase bundle, Product product) => new(
        bundle.Id, bundle.StudentId, bundle.CourseId, bundle.ProductId, bundle.CoverageType, bundle.TotalSessions,
        bundle.RemainingSessions, bundle.ValidFrom, bundle.ValidTo, bundle.PricePaid,
        bundle.CreatedAt, bundle.UpdatedAt, ProductResponse.From(product));

    internal static BundlePurchaseResponse Example => new(
        ExampleSchool.BundleId, ExampleSchool.StudentId, ExampleSchool.CourseId, ExampleSchool.ProductId,
        BundleCoverageType.FullSemester, 10, 9, ExampleSchool.SemesterBegins, ExampleSchool.SemesterEnds, 250.00m,
        ExampleSchool.Now, ExampleSchool.Now, ProductResponse.Example);
}
