namespace Engify.Features.Products;

/// <summary>What a product shall be, as an administrator says it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="ProductType">What it is; a course has at most one of each.</param>
/// <param name="BasePrice">Its price from now on, in the currency of the institution.</param>
/// <param name="Description">What it is, in words.</param>
/// <param name="IncludedSessions">How many sessions a bundle holds, 1 to 1000; null for what is no bundle.</param>
/// <param name="ValidFrom">From when a bundle pays for sessions; null for the start of its term.</param>
/// <param name="ValidTo">Until when a bundle pays for sessions; null for the end of its term.</param>
/// <param name="TermId">The term that it is sold for.</param>
/// <param name="IsActive">Whether it is sold.</param>
public sealed record ProductTerms(
    string Name, ProductType ProductType, decimal BasePrice, string? Description = null, int? IncludedSessions = null,
    DateTimeOffset? ValidFrom = null, DateTimeOffset? ValidTo = null, Guid? TermId = null, bool IsActive = true)
{
    internal static ProductTerms Example => new(
        "Full-semester bundle", ProductType.FullSemesterBundle, 250.00m, "Ten sessions, any time this semester.", 10,
        ExampleSchool.SemesterBegins, ExampleSchool.SemesterEnds);
}
