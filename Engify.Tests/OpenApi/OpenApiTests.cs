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

    [Theory]
    [InlineData("/courses", "get", "200 304 400 429 500 503")]
    [InlineData("/courses/{courseId}", "get", "200 304 400 404 429 500 503")]
    [InlineData("/courses/{courseId}/support-options", "get", "200 304 400 401 403 404 429 500 503")]
    [InlineData("/group-sessions/courses/{courseId}", "get", "200 400 404 429 500 503")]
    [InlineData("/bookings/{bookingId}", "get", "200 400 401 403 404 429 500 503")]
    [InlineData("/bookings/individual", "post", "200 400 401 403 404 409 413 415 422 429 500 503")]
    [InlineData("/bookings/{bookingId}/cancel", "patch", "200 400 401 403 404 409 413 415 422 429 500 503")]
    public async Task An_operation_lists_every_status_that_it_may_answer(string path, string method, string statuses)
    {
        var document = (await engify.Api.GetAsync("/openapi/v1.json")).ShouldBeOk();

        var responses = document["paths"].GetProperty(path).GetProperty(method).GetProperty("responses");

        Assert.Equal(statuses.Split(' '), responses.EnumerateObject().Select(response => response.Name).Order());
    }

    [Fact]
    public async Task A_problem_is_described_once_and_its_codes_at_each_status()
    {
        var document = (await engify.Api.GetAsync("/openapi/v1.json")).ShouldBeOk();

        var responses = document["paths"].GetProperty("/bookings/individual").GetProperty("post").GetProperty("responses");

        Assert.Equal(
            ["`bundle_purchase_not_found`", "`course_not_found`", "`student_not_found`", "`ta_not_found`"],
            responses.GetProperty("404").GetProperty("description").GetString()!.Split(", "));
        Assert.Equal("`rate_limited`", responses.GetProperty("429").GetProperty("description").GetString());
        Assert.Equal(
            """{"$ref":"#/components/schemas/Problem"}""",
            responses.GetProperty("503").GetProperty("content").GetProperty("application/problem+json").GetProperty("schema")
                .GetRawText().Replace(" ", "", StringComparison.Ordinal).ReplaceLineEndings(""));
    }

    [Fact]
    public async Task Ids_times_and_enums_are_strings_and_members_are_always_there()
    {
        var schemas = (await engify.Api.GetAsync("/openapi/v1.json")).ShouldBeOk()["components"].GetProperty("schemas");

        var template = schemas.GetProperty("UpcomingGroupSessionResponse");
        Assert.Equal(
            [.. Shapes.Template.Order(StringComparer.Ordinal)],
            template.GetProperty("required").EnumerateArray().Select(name => name.GetString()!)
                .Where(name => name != "bookings").Order(StringComparer.Ordinal));
        foreach (var member in new[] { "id", "startTime" })
            Assert.Equal("string", template.GetProperty("properties").GetProperty(member).GetProperty("type").GetString());
        Assert.Equal("string", schemas.GetProperty("BookingStatus").GetProperty("type").GetString());
        Assert.False(schemas.GetProperty("CancelBookingBody").TryGetProperty("required", out _));
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
