using System.Buffers.Text;
using System.Text;
using CsCheck;
using NSwag;

namespace Engify.Tests.Promises.Attacks;

/// <summary>Makes odd requests of whatever operations the OpenAPI document has.</summary>
internal static class OddRequests
{
    private static readonly Gen<string> OddUrlPart = Gen.OneOf(OddValues.UrlParts);

    private static readonly Gen<string> OddQueryValue = Gen.Frequency(
        (2, OddUrlPart),
        (2, Gen.OneOf(
            [.. OddValues.Instants.Select(Uri.EscapeDataString), .. OddValues.Numbers.Select(Uri.EscapeDataString)])),
        (1, Gen.OneOf(
            "", "eyJLZXkiOjF9", "eyJrZXkiOiJBIiwiaWQiOiIwMTkxZDNhMCJ9", "bnVsbA", "e30", "W10", "eyJrZXki", "A", "====",
            Cursor("""{"key":"\u0000","id":"00000000-0000-0000-0000-000000000000"}"""),
            Cursor("""{"key":"0001-01-01T00:00:00Z","id":"x"}"""),
            Cursor("""{"key":"9999-12-31T23:59:59Z","id":"x"}"""),
            Cursor("""{"key":"A","id":"x"}"""), Cursor("""{"key":null,"id":null}"""))));

    public static Gen<OddRequest> Of(OpenApiOperationDescription operation, KnownSchool school)
    {
        var parameters = operation.Operation.ActualParameters;
        var path =
            from segments in Gens.All(
                operation.Path.Split('/')[1..].Select(segment => Segment(segment, operation, school)))
            from query in Query(
                [.. parameters.Where(parameter => parameter.Kind == OpenApiParameterKind.Query)], school)
            select $"/{string.Join('/', segments)}{query}";
        var (type, content) = operation.Operation.RequestBody?.Content.First() ?? default;
        var schema = content?.Schema.ActualSchema;
        var body = type == "text/csv" ? Gen.OneOf<string?>(OddValues.Files)
            : schema is null
            ? Gen.Frequency((9, Gen.Const((string?)null)), (1, Gen.OneOf<string?>(OddValues.Json)))
            : Gen.Frequency((30, OddBodies.Of(schema, school).Select(text => (string?)text)), (1, Gen.OneOf(null, "")));
        var method =
            Gen.Frequency((30, Gen.Const(operation.Method.ToUpperInvariant())), (1, Gen.OneOf(OddValues.Methods)));
        return Gen.Select(method, path, body, Gen.OneOf(school.Callers), Headers(parameters, type)).Select(
            (verb, address, text, by, headers) => new OddRequest(operation, verb, address, text, by, headers));
    }

    private static Gen<string> Segment(string segment, OpenApiOperationDescription operation, KnownSchool school)
    {
        if (!segment.StartsWith('{'))
        {
            return Gen.Frequency(
                (60, Gen.Const(segment)),
                (1, Gen.OneOf(segment.ToUpperInvariant(), $"{segment}%00", $"{segment}/", "")));
        }

        var name = segment.Trim('{', '}');
        var parameter = operation.Operation.ActualParameters.Single(found => found.Name == name);
        return Gen.Frequency((5, OddBodies.Valid(name, parameter.ActualSchema, school)), (2, OddUrlPart));
    }

    private static Gen<string> Query(OpenApiParameter[] parameters, KnownSchool school)
    {
        var known =
            from each in Gens.All(parameters.Select(parameter => Gen.Frequency(
                (6, Gen.Const(Array.Empty<string>())),
                (3, OddBodies.Valid(parameter.Name, parameter.ActualSchema, school)
                    .Select(value => new[] { $"{parameter.Name}={Uri.EscapeDataString(value)}" })),
                (1, OddQueryValue.Select(value => new[] { $"{parameter.Name}={value}" })),
                (1, OddQueryValue.Array[2]
                    .Select(values => values.Select(value => $"{parameter.Name}={value}").ToArray())))))
            select each.SelectMany(pairs => pairs);
        var unknown = Gen.Frequency(
            (8, Gen.Const("")),
            (1, Gen.OneOf(
                "&", "=", "&&a&=b&", "limit[]=1", "Limit=1", "unknown=1", "%00=%00", "%zz", "a=b=c", "?", "cursor")),
            (1, OddQueryValue));
        return
            from pairs in known
            from rest in unknown
            let query = string.Join('&', pairs.Append(rest).Where(pair => pair.Length > 0))
            select query.Length > 0 ? $"?{query}" : "";
    }

    private static Gen<IReadOnlyList<(string Name, string Value)>> Headers(
        IEnumerable<OpenApiParameter> parameters, string? type)
    {
        var own = parameters.Where(parameter => parameter.Kind == OpenApiParameterKind.Header).ToList();
        // Most would get no further without it.
        var condition = own.Where(parameter => parameter.IsRequired)
            .Select(parameter => Gen.Frequency(
                (1, Gen.Const(Array.Empty<(string, string)>())), (6, Gen.Const(new[] { (parameter.Name, "*") })),
                (1, Gen.OneOf(OddValues.HeaderValues).Select(value => new[] { (parameter.Name, value) }))));
        var names = own.Where(parameter => !parameter.IsRequired)
            .Select(parameter => parameter.Name)
            .Concat([
                "If-None-Match", "Accept", "Accept-Encoding", "Range", "Prefer", "X-Forwarded-For",
                "X-HTTP-Method-Override", "Traceparent",
            ]);
        var headers = names
            .Select(name => Header(name, Gen.Frequency(
                (1, Gen.OneOf(OddValues.HeaderValues)), (1, Gen.Int[0, 500].Select(key => $"key-{key}")))))
            .Append(
                type is null or "application/json" ? Header("Content-Type", Gen.OneOf(OddValues.ContentTypes))
                : Gen.Frequency((12, Gen.Const(type)), (1, Gen.OneOf(OddValues.ContentTypes)))
                    .Select(value => new[] { ("Content-Type", value) }))
            .Concat(condition);
        return Gens.All(headers)
            .Select<IReadOnlyList<(string Name, string Value)[]>, IReadOnlyList<(string Name, string Value)>>(
            each => [.. each.SelectMany(header => header)]);
    }

    private static Gen<(string Name, string Value)[]> Header(string name, Gen<string> value) => Gen.Frequency(
        (12, Gen.Const(name == "If-Match" ? [(name, "*")] : Array.Empty<(string, string)>())),
        (name == "If-Match" ? 4 : 0, Gen.Const(Array.Empty<(string, string)>())),
        (1, value.Select(text => new[] { (name, text) })));

    private static string Cursor(string json) =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));
}
