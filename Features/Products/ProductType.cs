namespace Engify.Features.Products;

/// <summary>What a course sells.</summary>
public enum ProductType
{
    /// <summary>One individual session, paid for on its own.</summary>
    IndividualSession,

    /// <summary>Pre-paid individual sessions over the whole semester.</summary>
    FullSemesterBundle,

    /// <summary>Pre-paid individual sessions before the midterm and the final.</summary>
    MidtermFinalBundle,

    /// <summary>A seat in a group session.</summary>
    GroupSessionPass,
}
