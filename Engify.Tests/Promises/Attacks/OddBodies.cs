using System.Globalization;
using System.Text.Json;
using CsCheck;
using NJsonSchema;

namespace Engify.Tests.Promises.Attacks;

/// <summary>Bodies that start from one that the schema allows, and go wrong from there.</summary>
internal static class OddBodies
{
    private const JsonObjectType Numeric = JsonObjectType.Integer | JsonObjectType.Number;

    private static readonly Gen<string> OddValue = Gen.OneOf(OddValues.Json);

    public static Gen<string> Of(JsonSchema schema, KnownSchool school)
    {
        var body = schema.OneOf.Select(choice => choice.ActualSchema)
            .FirstOrDefault(choice => choice.Type.HasFlag(JsonObjectType.Object)) ?? schema;
        var members =
            from own in Gens.All(body.ActualProperties.Select(property => Member(property.Key, property.Value, school)))
            from others in Extra.Array[0, 2]
            select own.SelectMany(member => member).Concat(others);
        return
            from member in members
            from ends in Ends
            select Spoil($"{{{string.Join(',', member)}}}", ends);
    }

    /// <summary>A value that a parameter or member of this name and type takes.</summary>
    public static Gen<string> Valid(string name, JsonSchema schema, KnownSchool school)
    {
        var actual = schema.OneOf.Select(choice => choice.ActualSchema).FirstOrDefault(choice => choice.IsEnumeration)
            ?? schema.ActualTypeSchema;
        if (school.Values.TryGetValue(name, out var values))
            return Gen.OneOf(values);
        if (actual.IsEnumeration)
            return Gen.OneOf([.. actual.Enumeration.Select(value => $"{value}")]);
        if (actual.Type.HasFlag(JsonObjectType.Boolean))
            return Gen.OneOf("true", "false");
        if ((actual.Type & Numeric) != 0)
            return Gen.Int[1, 90].Select(number => number.ToString(CultureInfo.InvariantCulture));
        return actual.Format switch
        {
            "date-time" => Gen.Int[1, 5_000].Select(quarters =>
                School.Tomorrow.AddMinutes(15 * quarters).ToString("O", CultureInfo.InvariantCulture)),
            "date" => Gen.Int[1, 50].Select(days =>
                School.Tomorrow.AddDays(days).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
            _ => Gen.OneOf("text"),
        };
    }

    /// <summary>A member once, not at all or twice.</summary>
    private static Gen<string[]> Member(string name, JsonSchemaProperty schema, KnownSchool school)
    {
        var valid = Valid(name, schema, school)
            .Select(value =>
                (schema.ActualTypeSchema.Type & (Numeric | JsonObjectType.Boolean)) != 0
                    ? value
                    : JsonSerializer.Serialize(value));
        return Gen.Frequency(
            (schema.IsRequired ? 24 : 6, valid.Select(value => new[] { Named(name, value) })),
            (schema.IsRequired ? 1 : 16, Gen.Const(Array.Empty<string>())),
            (3, OddValue.Select(value => new[] { Named(name, value) })),
            (1, Gen.Select(valid, OddValue, (value, odd) => new[] { Named(name, odd), Named(name, value) })));
    }

    private static Gen<string> Extra => Gen.Select(Gen.OneOf(OddValues.Members), OddValue, Named);

    /// <summary>What becomes of the text: mostly nothing.</summary>
    private static Gen<(string Before, string After, int? Length)> Ends => Gen.Frequency(
        (30, Gen.Const(("", "", (int?)null))),
        (2, Gen.Int[0, 300].Select(length => ("", "", (int?)length))),
        (2, Gen.OneOf(
            ("\uFEFF", "", (int?)null), ("[", "]", null), ("", "}", null), ("", " \r\n\t", null), ("/**/", "", null),
            ("", ",", null), ("", "\0", null), ("\"", "\"", null), ("{\"body\":", "}", null), ("", "{}", null))),
        (1, OddValue.Select(value => (value, "", (int?)0))));

    private static string Spoil(string text, (string Before, string After, int? Length) ends) =>
        ends.Before + (ends.Length < text.Length ? text[..ends.Length.Value] : text) + ends.After;

    private static string Named(string name, string value) => $"{JsonSerializer.Serialize(name)}:{value}";
}
