using System.Text.Json;
using System.Text.Json.Nodes;
using Engify.Api.Http.Problems;
using Engify.Features.Accounts;
using Engify.Features.Database;
using Engify.Features.Http;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.OpenApi;

namespace Engify.Api.OpenApi;

/// <summary>
/// Lists, for each operation, the codes with which it may fail: those of its rules and those of the pipeline before it.
/// Answers that many operations share are described once.
/// </summary>
internal sealed class DescribeProblems : IOpenApiOperationTransformer, IOpenApiDocumentTransformer
{
    private const string AnyCode = "ProblemCode";
    private const string AnyFault = "FaultCode";

    /// <summary>Answers that the server itself gives after it has read which operation was meant.</summary>
    private static readonly (int Status, string Description)[] OfTheServer =
    [
        (StatusCodes.Status414UriTooLong, "The request line is longer than 8 KiB. Without a body."),
        (StatusCodes.Status431RequestHeaderFieldsTooLarge,
            "There are more than 100 headers, or they come to more than 16 KiB, unless the operator has set another "
                + "limit. Without a body."),
    ];

    private static readonly Failure[] OfTheWay =
    [
        Failure.Invalid, Failure.OfStatus(StatusCodes.Status400BadRequest),
        Failure.Of(AccessRules.SignedIn), Failure.Of(AccountRules.TokenIsCurrent), Failure.Of(AccessRules.Allowed),
        Failure.OfStatus(StatusCodes.Status404NotFound), Failure.OfStatus(StatusCodes.Status405MethodNotAllowed),
        Failure.OfStatus(StatusCodes.Status408RequestTimeout),
        Failure.Of(IdempotencyRules.NotInProgress), Failure.OfStatus(StatusCodes.Status413PayloadTooLarge),
        Failure.OfStatus(StatusCodes.Status415UnsupportedMediaType), Failure.Of(IdempotencyRules.SameRequest),
        Failure.OfStatus(StatusCodes.Status429TooManyRequests), Failure.Internal, Failure.DatabaseUnavailable,
        Failure.IssuerUnavailable,
    ];

    public async Task TransformAsync(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var document = context.Document!;
        var problem = await context.GetOrCreateSchemaAsync(typeof(Problem), cancellationToken: cancellationToken);
        problem.Properties!["code"] = new OpenApiSchemaReference(AnyCode, document);
        problem.Properties["errorCodes"] = new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Description = problem.Properties["errorCodes"].Description,
            AdditionalProperties = new OpenApiSchema
            {
                Type = JsonSchemaType.Array,
                Items = new OpenApiSchemaReference(AnyFault, document),
            },
        };
        document.AddComponent(nameof(Problem), problem);

        operation.Responses ??= [];
        foreach (var failures in FailuresOf(operation, context).GroupBy(failure => failure.Status))
        {
            var name = NameOf(failures.Key);
            var isShared = failures.All(OfTheWay.Contains);
            var schemaName = isShared ? $"{name}Problem" : $"{operation.OperationId}{name}Problem";
            var details = context.Description.ActionDescriptor.EndpointMetadata.OfType<RuleDetails>()
                .SingleOrDefault(details => Failure.StatusOf(details.Rule) == failures.Key);
            var schema = details is null
                ? SchemaOf([.. failures], document)
                : WithDetails(
                    problem, [.. failures], details.Rule.Code,
                    await context.GetOrCreateSchemaAsync(details.Type, cancellationToken: cancellationToken));
            var response = Describe(schemaName, schema, [.. failures], document);
            if (isShared)
                document.AddComponent(name, response);
            operation.Responses[$"{failures.Key}"] =
                isShared ? new OpenApiResponseReference(name, document) : response;
        }

        foreach (var (status, description) in OfTheServer)
        {
            document.AddComponent(NameOf(status), new OpenApiResponse { Description = description });
            operation.Responses[$"{status}"] = new OpenApiResponseReference(NameOf(status), document);
        }

        var responses = operation.Responses.OrderBy(response => response.Key, StringComparer.Ordinal).ToList();
        operation.Responses.Clear();
        foreach (var (status, response) in responses)
            operation.Responses[status] = response;
    }

    /// <summary>
    /// Every code, including those of requests that match no operation, and the shared responses in an order that a new
    /// operation does not change.
    /// </summary>
    public Task TransformAsync(
        OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        var rules = context.DescriptionGroups.SelectMany(group => group.Items)
            .SelectMany(operation => operation.ActionDescriptor.EndpointMetadata.OfType<RuleProblems>())
            .SelectMany(problems => problems.Rules)
            .Select(Failure.Of);
        var code = CodeIn(OfTheWay.Concat(rules));
        code.Description = "What went wrong, for programs; stable. There may be more in time.";
        document.AddComponent(AnyCode, code);
        document.AddComponent(AnyFault, new OpenApiSchema
        {
            Type = JsonSchemaType.String,
            Description = "What is wrong with a member of a request, for programs; stable. There may be more in time.",
            Enum = [.. FaultCodes.All.Select(fault => (JsonNode)fault)],
        });
        document.Components!.Responses = document.Components.Responses!
            .OrderBy(response => response.Key, StringComparer.Ordinal).ToDictionary();
        return Task.CompletedTask;
    }

    private static IEnumerable<Failure> FailuresOf(
        OpenApiOperation operation, OpenApiOperationTransformerContext context)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        List<int> statuses =
        [
            StatusCodes.Status400BadRequest, StatusCodes.Status429TooManyRequests,
            StatusCodes.Status500InternalServerError, StatusCodes.Status503ServiceUnavailable,
        ];
        if (metadata.OfType<IAuthorizeData>().Any() && !metadata.OfType<IAllowAnonymous>().Any())
            statuses.AddRange([StatusCodes.Status401Unauthorized, StatusCodes.Status403Forbidden]);
        if (operation.Parameters?.Any(parameter => parameter.In == ParameterLocation.Path) == true)
            statuses.Add(StatusCodes.Status404NotFound);
        if (metadata.OfType<IAcceptsMetadata>().Any())
        {
            statuses.AddRange(
            [
                StatusCodes.Status408RequestTimeout, StatusCodes.Status413PayloadTooLarge,
                StatusCodes.Status415UnsupportedMediaType,
            ]);
        }

        return OfTheWay.Where(failure => statuses.Contains(failure.Status))
            .Concat(metadata.OfType<RuleProblems>().SelectMany(problems => problems.Rules).Select(Failure.Of))
            .Distinct()
            .OrderBy(failure => failure.Status).ThenBy(failure => failure.Code, StringComparer.Ordinal);
    }

    private static string NameOf(int status) =>
        ReasonPhrases.GetReasonPhrase(status).Replace(" ", "", StringComparison.Ordinal);

    private static OpenApiSchema SchemaOf(List<Failure> failures, OpenApiDocument document) => new()
    {
        AllOf =
        [
            new OpenApiSchemaReference(nameof(Problem), document),
            new OpenApiSchema
            {
                Type = JsonSchemaType.Object,
                Required = new HashSet<string> { "code" },
                Properties = new Dictionary<string, IOpenApiSchema> { ["code"] = CodeIn(failures) },
            },
        ],
        Examples = [ExampleOf(failures[0])],
    };

    /// <summary>
    /// A problem that tells more. It is none of the others with more members, because a member of it may be another
    /// thing where it tells more.
    /// </summary>
    private static OpenApiSchema WithDetails(
        OpenApiSchema problem, List<Failure> failures, string code, OpenApiSchema details)
    {
        var members = new Dictionary<string, IOpenApiSchema>(problem.Properties!) { ["code"] = CodeIn(failures) };
        foreach (var (name, member) in details.Properties!)
        {
            // Without a type: generators of clients make nothing useful of one that is either of two.
            members[name] = members.TryGetValue(name, out var known)
                ? new OpenApiSchema
                {
                    Description = $"With `{code}`: {member.Description} Otherwise: {known.Description}",
                }
                : member;
        }

        return new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Required = problem.Required,
            Properties = members,
            Examples = [ExampleOf(failures[0])],
        };
    }

    private static OpenApiResponse Describe(
        string schemaName, OpenApiSchema schema, List<Failure> failures, OpenApiDocument document)
    {
        document.AddComponent(schemaName, schema);
        return new OpenApiResponse
        {
            Description = string.Join('\n', failures.Select(failure => $"- `{failure.Code}`: {failure.Message}")),
            Content = new Dictionary<string, OpenApiMediaType>
            {
                [ProblemWriter.ContentType] = new() { Schema = new OpenApiSchemaReference(schemaName, document) },
            },
        };
    }

    private static OpenApiSchema CodeIn(IEnumerable<Failure> failures) => new()
    {
        Type = JsonSchemaType.String,
        Enum = [.. failures.Select(failure => failure.Code).Distinct().Order(StringComparer.Ordinal)
            .Select(code => (JsonNode)code)],
    };

    private static JsonNode ExampleOf(Failure failure)
    {
        var problem = Problem.From(
            failure, "/the/path/asked/for", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00");
        return JsonSerializer.SerializeToNode(problem, EngifyJson.Options)!;
    }
}
