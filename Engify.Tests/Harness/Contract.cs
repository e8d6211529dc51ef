using System.Globalization;
using System.Text.Json;
using NJsonSchema;
using NJsonSchema.Validation;
using NSwag;

namespace Engify.Tests.Harness;

/// <summary>The OpenAPI document, to hold answers against: what it does not say may not be answered.</summary>
public sealed class Contract
{
    private const string Prefix = "api";
    private const string ProblemType = "application/problem+json";
    private const string App = "app";

    /// <summary>
    /// What the document is not about, unless it is: what operators ask, the web app, and the document itself.
    /// </summary>
    private static readonly string[] Beside = ["health", "openapi", "swagger", App];

    private static readonly string[] LimitHeaders = ["RateLimit", "RateLimit-Policy"];

    private static readonly JsonSchemaValidator Validator = new(Settings());

    private static readonly SemaphoreSlim Reading = new(1);
    private static Contract? read;

    private readonly Dictionary<OpenApiOperationDescription, IReadOnlyDictionary<string, OpenApiResponse>> responses;
    private readonly ILookup<string, (string[] Template, OpenApiOperationDescription Operation)> operationsByMethod;
    private readonly JsonSchema problem;

    private Contract(OpenApiDocument document)
    {
        Operations = [.. document.Operations];
        responses = Operations.ToDictionary(operation => operation, operation => operation.Operation.ActualResponses);
        operationsByMethod = Operations
            .OrderBy(operation => operation.Path.Count(character => character == '{'))
            .ToLookup(
                operation => operation.Method, operation => (operation.Path.Split('/')[1..], operation),
                StringComparer.OrdinalIgnoreCase);
        problem = document.Components.Schemas["Problem"];
        // A client may ignore members that it does not know; we may not answer with such as the document does not.
        // Those of a schema that is made of others are theirs.
        foreach (var schema in document.Components.Schemas.Values.Where(schema => schema.AllOf.Count == 0))
            schema.AllowAdditionalProperties = schema.AdditionalPropertiesSchema is not null;
    }

    public IReadOnlyList<OpenApiOperationDescription> Operations { get; }

    public OpenApiOperationDescription this[string operationId] =>
        Operations.Single(operation => operation.Operation.OperationId == operationId);

    /// <summary>The contract of this build: the document is made once, by whichever instance is asked first.</summary>
    public static async Task<Contract> ReadAsync(IServiceProvider services)
    {
        if (read is { } contract)
            return contract;

        await Reading.WaitAsync();
        try
        {
            return read ??= await ParseAsync(await WrittenDocument.OfAsync(services));
        }
        finally
        {
            Reading.Release();
        }
    }

    public static async Task<Contract> ParseAsync(string document) =>
        new(await OpenApiDocument.FromJsonAsync(document));

    /// <summary>The operation that such a request asks for; null where the document has none.</summary>
    /// <param name="method">The method; HEAD asks for what GET does.</param>
    /// <param name="path">The path as routes are found by it: decoded, without the query.</param>
    public OpenApiOperationDescription? Find(string method, string path)
    {
        var segments = Segments(path);
        return operationsByMethod[method == "HEAD" ? "GET" : method]
            .FirstOrDefault(known => Matches(known.Template, segments)).Operation;
    }

    /// <summary>What the document does not allow of the answer to a request; nothing, when it keeps its word.</summary>
    /// <param name="method">The method.</param>
    /// <param name="path">
    /// The path as routes are found by it: decoded, without the query. <c>*</c> for the whole server.
    /// </param>
    /// <param name="answer">The answer.</param>
    /// <param name="isLimited">Whether the operator limits requests, so that answers tell of it.</param>
    public IEnumerable<string> Breaches(string method, string path, Answer answer, bool isLimited = false)
    {
        if (Find(method, path) is { } operation)
            return Breaches(operation, answer, isLimited);
        return Beside.Contains(Segments(path).FirstOrDefault(App), StringComparer.OrdinalIgnoreCase)
            ? []
            : BreachesOfRefusal(method, path, answer, isLimited);
    }

    public IEnumerable<string> Breaches(OpenApiOperationDescription operation, Answer answer, bool isLimited = false)
    {
        if (!responses[operation].TryGetValue($"{answer.Status}", out var response))
            return [$"status {answer.Status} is not listed"];

        var breaches = BreachesOfHeaders(response, answer)
            .Concat(BreachesOfLimits(response.Headers.Keys, answer, isLimited));
        if (response.Content.Count == 0)
            return answer.Text.Length == 0 ? breaches : [.. breaches, $"{answer.Status} has no body"];

        var mediaType = answer.ContentType?.Split(';')[0] ?? "none";
        if (!response.Content.TryGetValue(mediaType, out var content))
            return [.. breaches, $"content type {mediaType} is not listed for {answer.Status}"];
        return mediaType.EndsWith("json", StringComparison.Ordinal)
            ? [.. breaches, .. BreachesOfBody(content.Schema, answer)]
            : breaches;
    }

    /// <summary>
    /// Of what the document lacks may only be said that it is not there, which methods are, and what may be said of
    /// all.
    /// </summary>
    private IEnumerable<string> BreachesOfRefusal(string method, string path, Answer answer, bool isLimited)
    {
        var methods = MethodsOf(path);
        var breaches = answer.Status switch
        {
            204 when method == "OPTIONS" && methods.Count > 0 => BreachesOfAllow(methods, answer),
            404 when methods.Count == 0 => BreachesOfProblem(answer, "route_not_found"),
            405 when methods.Count > 0 =>
                BreachesOfProblem(answer, "method_not_allowed").Concat(BreachesOfAllow(methods, answer)),
            404 or 405 => [$"{answer.Status} is wrong where the methods are '{string.Join(", ", methods)}'"],
            _ when Operations.Any(operation => Breaches(operation, answer).Any()) =>
                [$"the document has no such operation, but the answer is {answer.Status}"],
            _ => [],
        };
        return breaches.Concat(BreachesOfLimits(LimitHeaders, answer, isLimited));
    }

    private IEnumerable<string> BreachesOfProblem(Answer answer, string code)
    {
        if (answer.ContentType != ProblemType)
            return [$"content type {answer.ContentType} is none of a problem"];

        var breaches = BreachesOfBody(problem, answer).ToList();
        return breaches.Count > 0 || answer.Code == code ? breaches : [$"code {answer.Code} is not {code}"];
    }

    /// <summary>The methods by which a path can be asked; none where the document does not have it.</summary>
    private SortedSet<string> MethodsOf(string path)
    {
        var segments = Segments(path);
        var methods = new SortedSet<string>(
            from known in operationsByMethod
            where known.Any(operation => path == "*" || Matches(operation.Template, segments))
            select known.Key.ToUpperInvariant());
        if (methods.Contains("GET"))
            methods.Add("HEAD");
        if (methods.Count > 0)
            methods.Add("OPTIONS");
        return methods;
    }

    private static IEnumerable<string> BreachesOfAllow(SortedSet<string> methods, Answer answer)
    {
        var allowed = answer.Headers.GetValueOrDefault("Allow", "");
        if (!methods.SetEquals(allowed.Split(", ")))
            yield return $"there is no such operation: Allow is '{allowed}', not '{string.Join(", ", methods)}'";
        if (answer.Status == 204 && answer.Text.Length > 0)
            yield return "204 has no body";
    }

    /// <summary>What an answer tells of the limits need not be there, but is wherever there are limits.</summary>
    private static IEnumerable<string> BreachesOfLimits(
        IEnumerable<string> listed, Answer answer, bool isLimited) =>
        from header in LimitHeaders
        where isLimited && listed.Contains(header) && !answer.Headers.ContainsKey(header)
        select $"header {header} is missing";

    private static IEnumerable<string> BreachesOfHeaders(OpenApiResponse response, Answer answer)
    {
        foreach (var (name, described) in response.Headers)
        {
            var header = (OpenApiParameter)described.ActualParameter;
            if (!answer.Headers.TryGetValue(name, out var value))
            {
                if (header.IsRequired)
                    yield return $"header {name} is missing";
                continue;
            }

            var json = header.Schema.ActualSchema.Type.HasFlag(JsonObjectType.Integer)
                && long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)
                    ? value
                    : JsonSerializer.Serialize(value);
            foreach (var error in Validator.Validate(json, header.Schema.ActualSchema))
                yield return $"header {name} is '{value}': {error.Kind}";
        }
    }

    private static IEnumerable<string> BreachesOfBody(JsonSchema schema, Answer answer)
    {
        try
        {
            using var strict = JsonDocument.Parse(answer.Text);
        }
        catch (JsonException exception)
        {
            return [$"the body is no JSON: {exception.Message}"];
        }

        return Validator.Validate(answer.Text, schema).Select(error => error.ToString().ReplaceLineEndings(" "));
    }

    /// <summary>Every route answers at the root and under /api alike.</summary>
    private static string[] Segments(string path)
    {
        var segments = (path.EndsWith('/') ? path[..^1] : path).Split('/')[1..];
        return segments.Length > 0 && segments[0].Equals(Prefix, StringComparison.OrdinalIgnoreCase)
            ? segments[1..]
            : segments;
    }

    private static bool Matches(string[] template, string[] segments) =>
        template.Length == segments.Length && template.Zip(segments).All(pair => pair.First.StartsWith('{')
            ? pair.Second.Length > 0
            : pair.First.Equals(pair.Second, StringComparison.OrdinalIgnoreCase));

    private static JsonSchemaValidatorSettings Settings()
    {
        var settings = new JsonSchemaValidatorSettings();
        var instants = new UtcInstantFormat();
        settings.FormatValidators =
            [.. settings.FormatValidators.Where(validator => validator.Format != instants.Format), instants];
        return settings;
    }
}
