using Engify.Api.Http;
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

    /// <summary>
    /// Whether the request is for the page, both before its prefix is removed and after it is restored.
    /// </summary>
    public static bool IsPageAskedBy(HttpContext context) =>
        context.Request.Path.StartsWithSegments(PagePath)
        || context.Request.Path.StartsWithSegments(EngifyRouting.Prefix + PagePath);

    public static IServiceCollection AddEngifyOpenApi(this IServiceCollection services)
    {
        services.AddSettings<DocumentOptions>(DocumentOptions.Section);
        return services.AddOpenApi(DocumentName, options => Describe(options));
    }

    private static OpenApiOptions Describe(OpenApiOptions options)
    {
        // An enum has one schema, even if its value may be null.
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

    public static void MapEngifyOpenApi(this WebApplication app)
    {
        app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
        app.MapGet($"{PagePath}/{{**file}}", PageOf(app)).AllowAnonymous().ExcludeFromDescription();
    }

    private static RequestDelegate PageOf(IEndpointRouteBuilder app) => app.CreateApplicationBuilder()
        .Use(ForgetRoute)
        .UseSwaggerUi(page =>
        {
            page.Path = PagePath;
            page.DocumentPath = $"/openapi/{DocumentName}.json";
            page.DocumentTitle = "Engify";
            page.DocExpansion = "list";
            page.TagsSorter = "alpha";
            page.PersistAuthorization = true;
        })
        .Build();

    // Static files are not served once a route has been found.
    private static Task ForgetRoute(HttpContext context, RequestDelegate next)
    {
        context.SetEndpoint(null);
        return next(context);
    }
}
