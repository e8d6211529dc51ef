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

    /// <summary>The term that it is sold for.</summary>
    public Guid? TermId { get; private set; }

    public bool IsBundle => IsOfBundles(ProductType);

    /// <summary>The longest name, in characters.</summary>
    public const int MaxNameLength = 200;

    /// <summary>The longest description, in characters.</summary>
    public const int MaxDescriptionLength = 4000;

    /// <summary>The most sessions of a bundle.</summary>
    public const int MaxIncludedSessions = 1000;

    /// <summary>Every price is below it.</summary>
    public const decimal EndOfPrices = 100_000_000m;

    /// <summary>Whether what is of this type is a bundle.</summary>
    public static bool IsOfBundles(ProductType type) =>
        type is ProductType.FullSemesterBundle or ProductType.MidtermFinalBundle;

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

    /// <summary>What it shall be; a purchase keeps what it was.</summary>
    /// <param name="validity">When a bundle pays for sessions; null for what is no bundle.</param>
    public void Change(
        ProductType type, string name, string? description, decimal basePrice, int? includedSessions, Period? validity,
        Guid? termId, bool isActive)
    {
        (ProductType, Name, Description, BasePrice) = (type, name, description, basePrice.WithTwoDecimals());
        (IncludedSessions, ValidFrom, ValidTo) = (includedSessions, validity?.Start, validity?.End);
        (TermId, IsActive) = (termId, isActive);
    }

    /// <summary>A product that is yet to become what it shall be.</summary>
    public static Product New(Guid id, Guid courseId) => new() { Id = id, CourseId = courseId };

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
