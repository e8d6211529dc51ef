using Engify.Features.Pipeline;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.Options;

namespace Engify.Api.OpenApi;

/// <summary>The OpenAPI document at <c>/openapi/v1.json</c> and its page at <c>/swagger</c>.</summary>
internal static class EngifyOpenApi
{
    private const string DocumentName = "v1";
    private const string PagePath = "/swagger";

    public static bool IsDocumentServed(this IServiceProvider services) =>
        services.GetRequiredService<IOptions<DocumentOptions>>().Value.Enabled;

    public static bool IsPageAskedBy(HttpContext context) => context.Request.Path.StartsWithSegments(PagePath);

    public static IServiceCollection AddEngifyOpenApi(this IServiceCollection services)
    {
        services.AddSettings<DocumentOptions>(DocumentOptions.Section);
        return services.AddOpenApi(DocumentName, options => Describe(options));
    }

    private static OpenApiOptions Describe(OpenApiOptions options)
    {
        // An enum is one schema, also where its value may be null.
        options.CreateSchemaReferenceId = type => Nullable.GetUnderlyingType(type.Type) is { IsEnum: true }
            ? null
            : OpenApiOptions.CreateDefaultSchemaReferenceId(type);
        return options
            .AddSchemaTransformer<DescribeEnums>()
            .AddSchemaTransformer<DescribeScalars>()
            .AddSchemaTransformer<DescribeMembers>()
            .AddSchemaTransformer<DescribeExamples>()
            .AddOperationTransformer<DescribeSecurity>()
            .AddOperationTransformer<DescribeParameters>()
            .AddOperationTransformer<DescribeExamples>()
            .AddOperationTransformer<DescribeBodies>()
            .AddOperationTransformer<DescribeNotModified>()
            .AddOperationTransformer<DescribeProblems>()
            .AddDocumentTransformer<DescribeSecurity>()
            .AddDocumentTransformer<DescribeProblems>()
            .AddDocumentTransformer<DescribeHeaders>()
            .AddDocumentTransformer<DescribeLimits>()
            .AddDocumentTransformer<DescribeEngify>();
    }

    public static void UseEngifySwagger(this WebApplication app)
    {
        app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
        app.UseSwaggerUi(page =>
        {
            page.Path = PagePath;
            page.DocumentPath = $"/openapi/{DocumentName}.json";
            page.DocumentTitle = "Engify";
            page.DocExpansion = "list";
            page.TagsSorter = "alpha";
            page.PersistAuthorization = true;
        });
    }
}
