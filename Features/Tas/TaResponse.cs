namespace Engify.Features.Tas;

/// <summary>A teaching assistant, as anyone may see one.</summary>
/// <param name="Id">Their id.</param>
/// <param name="Name">Their name.</param>
/// <param name="Degree">What they study or hold.</param>
/// <param name="Gpa">Grade-point average, 0 to 4.3.</param>
/// <param name="Bio">What they say of themselves.</param>
public sealed record TaResponse(Guid Id, string Name, string? Degree, decimal? Gpa, string? Bio)
{
    public static TaResponse From(Ta ta) => new(ta.Id, ta.Name, ta.Degree, ta.Gpa, ta.Bio);
}
