using Engify.Tests.Harness;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Engify.Tests.OpenApi;

public sealed class OpenApiTests(EngifyFixture engify) : IClassFixture<EngifyFixture>
{
    [Fact]
    public async Task The_document_lists_every_route_by_its_name()
    {
        var document = (await engify.Api.GetAsync("/openapi/v1.json", As.Anonymous)).ShouldBeOk();

        var mapped =
            from endpoint in engify.Host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            where endpoint.Metadata.GetMetadata<IExcludeFromDescriptionMetadata>() is null
            from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? []
            let name = endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()?.EndpointName
            select $"{method} {endpoint.RoutePattern.RawText} {name}";
        var listed = (
            from path in document["paths"].EnumerateObject()
            from operation in path.Value.EnumerateObject()
            let name = operation.Value.GetProperty("operationId").GetString()
            select $"{operation.Name.ToUpperInvariant()} {path.Name} {name}").ToList();
        Assert.Contains("POST /bookings/individual CreateIndividualBooking", listed);
        Assert.Equal(mapped.Order(StringComparer.Ordinal), listed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_page_is_served()
    {
        var answer = await engify.Api.GetAsync("/swagger", As.Anonymous);
        if (answer.Status == 302)
            answer = await engify.Api.GetAsync(answer.Headers["Location"], As.Anonymous);

        answer.ShouldBeOk();
        Assert.StartsWith("text/html", answer.ContentType, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Both_are_absent_where_they_are_switched_off()
    {
        await using var host = await engify.StartHostAsync(("OpenApi:Enabled", "false"));
        var api = new ApiClient(host);

        foreach (var path in new[] { "/openapi/v1.json", "/swagger", "/swagger/index.html" })
            (await api.GetAsync(path)).ShouldBeProblem(404, "route_not_found");
    }
}
