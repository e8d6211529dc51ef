namespace Engify.Api.OpenApi;

/// <summary>The OpenAPI document at <c>/openapi/v1.json</c> and its page at <c>/swagger</c>.</summary>
internal static class EngifyOpenApi
{
    private const string DocumentName = "v1";
    private const string PagePath = "/swagger";

    /// <summary>Whether the document and its page are served; on unless <c>OpenApi:Enabled</c> is false.</summary>
    public static bool IsOpenApiEnabled(this IConfiguration configuration) =>
        configuration.GetValue("OpenApi:Enabled", defaultValue: true);

    public static bool IsPageAskedBy(HttpContext context) => context.Request.Path.StartsWithSegments(PagePath);

    public static IServiceCollection AddEngifyOpenApi(this IServiceCollection services) =>
        services.AddOpenApi(DocumentName, options => options
            .AddDocumentTransformer<DescribeEngify>()
            .AddDocumentTransformer<DescribeSecurity>()
            .AddOperationTransformer<DescribeSecurity>()
            .AddSchemaTransformer<DescribeEnums>()
            .AddSchemaTransformer<DescribeScalars>()
            .AddSchemaTransformer<DescribeMembers>()
            .AddOperationTransformer<DescribeParameters>()
            .AddOperationTransformer<DescribeNotModified>()
            .AddOperationTransformer<DescribeProblems>());

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
