namespace Engify.Features.Products;

/// <summary>Something a course sells.</summary>
/// <param name="Id">Its id.</param>
/// <param name="CourseId">The course that sells it.</param>
/// <param name="Name">Its name.</param>
/// <param name="ProductType">What it is.</param>
/// <param name="Description">What it is, in words.</param>
/// <param name="BasePrice">Its price now.</param>
/// <param name="IncludedSessions">How many sessions a bundle holds; null for other products.</param>
/// <param name="ValidFrom">From when a bundle pays for sessions.</param>
/// <param name="ValidTo">Until when a bundle pays for sessions.</param>
/// <param name="IsActive">Whether it is sold now.</param>
/// <param name="TermId">The term that it is sold for.</param>
public sealed record ProductResponse(
    Guid Id, Guid CourseId, string Name, ProductType ProductType, string? Description, decimal BasePrice,
    int? IncludedSessions, DateTimeOffset? ValidFrom, DateTimeOffset? ValidTo, bool IsActive, Guid? TermId)
{
    public static ProductResponse From(Product product) => new(
        product.Id, product.CourseId, product.Name, product.ProductType, product.Description, product.BasePrice,
        product.IncludedSessions, product.ValidFrom, product.ValidTo, product.IsActive,
        product.TermId);

    internal static ProductResponse Example => new(
        ExampleSchool.ProductId, ExampleSchool.CourseId, "Full-semester bundle", ProductType.FullSemesterBundle,
        "Ten sessions, any time this semester.", 250.00m, 10, ExampleSchool.SemesterBegins, ExampleSchool.SemesterEnds,
        true, null);
}
