namespace Engify.Features.Tas;

/// <summary>A teaching assistant, as anyone may see one.</summary>
/// <param name="Id">Their id.</param>
/// <param name="Name">Their name.</param>
/// <param name="Degree">What they study or hold.</param>
/// <param name="Gpa">Grade-point average, 0 to 4.3; null for callers who may not know.</param>
/// <param name="Bio">What they say of themselves.</param>
public sealed record TaResponse(Guid Id, string Name, string? Degree, decimal? Gpa, string? Bio)
{
    public static TaResponse From(Ta ta, bool withGpa) =>
        new(ta.Id, ta.Name, ta.Degree, withGpa ? ta.Gpa : null, ta.Bio);

    internal static TaResponse Example => new(
        ExampleSchool.TaId, "Amira Haddad", "MSc Computer Science", 4.1m,
        "Patient with pointers, strict with indentation.");
}
