namespace Engify.Features.Products;

/// <summary>Something a course sells; at most one of each <see cref="Products.ProductType"/> a course.</summary>
public sealed class Product
{
    private Product()
    {
    }

    public Guid Id { get; private set; }

    public Guid CourseId { get; private set; }

    public string Name { get; private set; } = null!;

    public ProductType ProductType { get; private set; }

    public string? Description { get; private set; }

    /// <summary>The current price. Earlier purchases keep the price that was paid.</summary>
    public decimal BasePrice { get; private set; }

    /// <summary>How many sessions a bundle holds; null for other products.</summary>
    public int? IncludedSessions { get; private set; }

    /// <summary>From when a bundle pays for sessions; null for other products.</summary>
    public DateTimeOffset? ValidFrom { get; private set; }

    /// <summary>Until when a bundle pays for sessions; null for other products.</summary>
    public DateTimeOffset? ValidTo { get; private set; }

    public bool IsActive { get; private set; }

    public bool IsBundle => ProductType is ProductType.FullSemesterBundle or ProductType.MidtermFinalBundle;

    /// <summary>A product paid for each time: an individual session or a group session pass.</summary>
    public static Product PaidSingly(
        Guid id, Guid courseId, ProductType type, string name, decimal basePrice, string? description = null)
    {
        var product = Of(id, courseId, type, name, basePrice, description);
        return product.IsBundle ? throw new ArgumentException($"{type} is a bundle.", nameof(type)) : product;
    }

    /// <summary>A number of pre-paid individual sessions, to be used within a period.</summary>
    public static Product Bundle(
        Guid id, Guid courseId, ProductType type, string name, decimal basePrice,
        int includedSessions, Period validity, string? description = null)
    {
        var product = Of(id, courseId, type, name, basePrice, description);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(includedSessions);
        product.IncludedSessions = includedSessions;
        product.ValidFrom = validity.Start;
        product.ValidTo = validity.End;
        return product.IsBundle ? product : throw new ArgumentException($"{type} is not a bundle.", nameof(type));
    }

    private static Product Of(
        Guid id, Guid courseId, ProductType type, string name, decimal basePrice, string? description)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(basePrice);
        return new Product
        {
            Id = id,
            CourseId = courseId,
            ProductType = type,
            Name = name,
            BasePrice = basePrice,
            Description = description,
            IsActive = true,
        };
    }
}
