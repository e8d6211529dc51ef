using System.Text.Json;
using NJsonSchema;
using NJsonSchema.Validation;
using NSwag;

namespace Engify.Tests.Harness;

/// <summary>The OpenAPI document, to hold answers against: what it does not say may not be answered.</summary>
public sealed class Contract
{
    private static readonly JsonSchemaValidator Validator = new(Settings());

    private readonly OpenApiDocument document;

    private Contract(OpenApiDocument document)
    {
        this.document = document;
        Operations = [.. document.Operations];
        // A client may ignore members that it does not know; we may not answer with such as the document does not.
        // What is put together of others gets this from its parts.
        foreach (var schema in document.Components.Schemas.Values.Where(schema => schema.AllOf.Count == 0))
            schema.AllowAdditionalProperties = schema.AdditionalPropertiesSchema is not null;
    }

    public IReadOnlyList<OpenApiOperationDescription> Operations { get; }

    public OpenApiOperationDescription this[string operationId] =>
        Operations.Single(operation => operation.Operation.OperationId == operationId);

    public static async Task<Contract> ReadAsync(ApiClient api) =>
        new(await OpenApiDocument.FromJsonAsync((await api.GetAsync("/openapi/v1.json", As.Anonymous)).ShouldBeOk().Text));

    /// <summary>The operation that such a request asks for; null where the document has none.</summary>
    public OpenApiOperationDescription? Find(string method, string path)
    {
        var address = Uri.UnescapeDataString(path.Split('?')[0]);
        var segments = (address.EndsWith('/') ? address[..^1] : address).Split('/');
        return Operations
            .Where(operation => operation.Method.Equals(method, StringComparison.OrdinalIgnoreCase))
            .Where(operation => Matches(operation.Path.Split('/'), segments))
            .MinBy(operation => operation.Path.Count(character => character == '{'));
    }

    /// <summary>What the document does not allow of this answer; nothing, when it keeps its word.</summary>
    /// <param name="operation">What was asked for; null for what the document does not have.</param>
    public IEnumerable<string> Breaches(OpenApiOperationDescription? operation, Answer answer)
    {
        if (operation is null)
        {
            return answer.Status is 404 or 405
                ? BreachesOfBody(document.Components.Schemas["Problem"], answer)
                : [$"the document has no such operation, but the answer is {answer.Status}"];
        }

        if (!operation.Operation.ActualResponses.TryGetValue($"{answer.Status}", out var response))
            return [$"status {answer.Status} is not listed"];
        if (response.Content.Count == 0)
            return answer.Text.Length == 0 ? [] : [$"{answer.Status} has no body"];

        var mediaType = answer.ContentType?.Split(';')[0] ?? "none";
        if (!response.Content.TryGetValue(mediaType, out var content))
            return [$"content type {mediaType} is not listed for {answer.Status}"];
        return BreachesOfBody(content.Schema, answer).Concat(
            mediaType == "application/problem+json" ? BreachesOfCode(response, answer) : []);
    }

    private static IEnumerable<string> BreachesOfCode(OpenApiResponse response, Answer answer)
    {
        var code = answer.Text.Length > 0 ? answer.Code : null;
        return response.Description.Contains($"`{code}`", StringComparison.Ordinal)
            ? []
            : [$"code {code} is not listed for {answer.Status}"];
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

    private static bool Matches(string[] template, string[] segments) =>
        template.Length == segments.Length && template.Zip(segments).All(pair =>
            pair.First.StartsWith('{') ? pair.Second.Length > 0 : pair.First.Equals(pair.Second, StringComparison.OrdinalIgnoreCase));

    private static JsonSchemaValidatorSettings Settings()
    {
        var settings = new JsonSchemaValidatorSettings();
        var instants = new UtcInstantFormat();
        settings.FormatValidators =
            [.. settings.FormatValidators.Where(validator => validator.Format != instants.Format), instants];
        return settings;
    }
}
