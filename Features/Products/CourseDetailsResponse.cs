using System.Text.Json.Serialization;
using Engify.Features.Courses;
using Engify.Features.Tas;

namespace Engify.Features.Products;

/// <summary>A course with who teaches it and what it sells.</summary>
public record CourseDetailsResponse : CourseResponse
{
    public CourseDetailsResponse(
        CourseResponse course, IReadOnlyList<TaResponse> tas, IReadOnlyList<ProductResponse> products)
        : base(course) =>
        (Tas, Products) = (tas, products);

    /// <summary>The active TAs who teach it, by name.</summary>
    [JsonPropertyOrder(1)]
    public IReadOnlyList<TaResponse> Tas { get; }

    /// <summary>What it sells now, by type.</summary>
    [JsonPropertyOrder(1)]
    public IReadOnlyList<ProductResponse> Products { get; }

    internal static new CourseDetailsResponse Example =>
        new(CourseResponse.Example, [TaResponse.Example], [ProductResponse.Example]);
}
