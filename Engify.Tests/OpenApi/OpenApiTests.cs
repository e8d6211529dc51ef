using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Engify.Features.Bookings;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Engify.Tests.OpenApi;

public sealed class OpenApiTests(EngifyFixture engify) : IClassFixture<EngifyFixture>
{
    [Fact]
    public async Task The_document_lists_every_route_by_its_name()
    {
        var document = (await engify.Api.GetAsync("/openapi/v1.json", As.Anonymous)).ShouldBeOk();

        var routes = engify.Host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();
        var mapped =
            from endpoint in routes
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
    [InlineData("/courses", "get", "200 304 400 401 403 414 429 431 500 503")]
    [InlineData("/courses/{courseId}", "get", "200 304 400 401 403 404 414 429 431 500 503")]
    [InlineData("/courses/{courseId}/support-options", "get", "200 304 400 401 403 404 414 429 431 500 503")]
    [InlineData("/group-sessions/courses/{courseId}", "get", "200 400 404 414 429 431 500 503")]
    [InlineData("/bookings/{bookingId}", "get", "200 400 401 403 404 414 429 431 500 503")]
    [InlineData("/bookings/individual", "post", "200 400 401 403 404 408 409 413 414 415 422 429 431 500 503")]
    [InlineData("/bookings/{bookingId}/cancel", "patch", "200 400 401 403 404 408 409 413 414 415 422 429 431 500 503")]
    public async Task An_operation_lists_every_status_that_it_may_answer(string path, string method, string statuses)
    {
        var document = (await engify.Api.GetAsync("/openapi/v1.json")).ShouldBeOk();

        var responses = document["paths"].GetProperty(path).GetProperty(method).GetProperty("responses");

        Assert.Equal(statuses.Split(' '), responses.EnumerateObject().Select(response => response.Name).Order());
    }

    [Fact]
    public async Task Every_record_of_a_request_or_an_answer_and_every_id_in_a_path_has_an_example()
    {
        var document = (await engify.Api.GetAsync("/openapi/v1.json")).ShouldBeOk();
        var schemas = document["components"].GetProperty("schemas");
        var operations = document["paths"].EnumerateObject().SelectMany(path => path.Value.EnumerateObject()).ToList();

        var records = operations
            .SelectMany(operation => Regex.Matches(operation.Value.GetRawText(), "#/components/schemas/(\\w+)\""))
            .Select(match => match.Groups[1].Value).Where(name => !name.EndsWith("Problem", StringComparison.Ordinal))
            .Where(name => schemas.GetProperty(name).TryGetProperty("properties", out _)).Distinct().ToList();
        var ids = operations.Where(operation => operation.Value.TryGetProperty("parameters", out _))
            .SelectMany(operation => operation.Value.GetProperty("parameters").EnumerateArray())
            .Where(parameter => parameter.TryGetProperty("in", out var place) && place.GetString() == "path").ToList();

        Assert.True(records.Count > 50);
        Assert.All(records, name => Assert.True(schemas.GetProperty(name).TryGetProperty("examples", out _), name));
        Assert.True(ids.Count > 20);
        Assert.All(ids, id => Assert.True(id.TryGetProperty("example", out _), id.GetRawText()));
    }

    [Fact]
    public async Task A_problem_is_described_once_and_its_codes_at_each_status()
    {
        var document = (await engify.Api.GetAsync("/openapi/v1.json")).ShouldBeOk();
        var schemas = document["components"].GetProperty("schemas");

        var responses =
            document["paths"].GetProperty("/bookings/individual").GetProperty("post").GetProperty("responses");

        Assert.Equal(
            "#/components/schemas/CreateIndividualBookingNotFoundProblem",
            responses.GetProperty("404").GetProperty("content").GetProperty("application/problem+json")
                .GetProperty("schema").GetProperty("$ref").GetString());
        Assert.Equal(
            "#/components/responses/TooManyRequests", responses.GetProperty("429").GetProperty("$ref").GetString());
        var notFound = schemas.GetProperty("CreateIndividualBookingNotFoundProblem").GetProperty("allOf");
        Assert.Equal("#/components/schemas/Problem", notFound[0].GetProperty("$ref").GetString());
        Assert.Equal(
            ["bundle_purchase_not_found", "course_not_found", "student_not_found", "ta_not_found"],
            CodesIn(notFound[1].GetProperty("properties").GetProperty("code")));
    }

    [Fact]
    public async Task Every_code_of_a_rule_or_of_the_way_there_is_listed_once()
    {
        var document = (await engify.Api.GetAsync("/openapi/v1.json")).ShouldBeOk();
        var rules =
            from type in typeof(Rule).Assembly.GetTypes()
            from field in type.GetFields(BindingFlags.Public | BindingFlags.Static)
            where field.FieldType == typeof(Rule)
            select ((Rule)field.GetValue(null)!).Code;

        var codes = CodesIn(document["components"].GetProperty("schemas").GetProperty("ProblemCode"));

        Assert.Equal(codes.Distinct(), codes);
        Assert.Superset(
            rules.Concat(["route_not_found", "method_not_allowed", "internal_error", "validation_failed"]).ToHashSet(),
            codes.ToHashSet());
    }

    [Fact]
    public async Task Bounds_are_those_of_the_validators()
    {
        var document = (await engify.Api.GetAsync("/openapi/v1.json")).ShouldBeOk();

        var duration = document["components"].GetProperty("schemas").GetProperty("CreateIndividualBookingRequest")
            .GetProperty("properties").GetProperty("durationMinutes");
        var limit = document["paths"].GetProperty("/bookings/students/{studentId}").GetProperty("get")
            .GetProperty("parameters").EnumerateArray()
            .Single(parameter => parameter.GetProperty("name").GetString() == "limit").GetProperty("schema");

        Assert.Equal(
            (Booking.MinDurationMinutes, Booking.MaxDurationMinutes),
            (duration.GetProperty("minimum").GetInt32(), duration.GetProperty("maximum").GetInt32()));
        Assert.Equal(
            (1, Page.MaxLimit, Page.DefaultLimit),
            (limit.GetProperty("minimum").GetInt32(), limit.GetProperty("maximum").GetInt32(),
                limit.GetProperty("default").GetInt32()));
    }

    [Theory]
    [InlineData("/courses", "get", "200", "Cache-Control ETag Link RateLimit RateLimit-Policy")]
    [InlineData("/courses", "get", "304", "Cache-Control ETag RateLimit RateLimit-Policy")]
    [InlineData("/bookings/individual", "post", "200", "Idempotency-Replayed RateLimit RateLimit-Policy")]
    [InlineData("/auth/register", "post", "201", "Location RateLimit RateLimit-Policy Set-Cookie")]
    [InlineData("/auth/login", "post", "401", "RateLimit RateLimit-Policy WWW-Authenticate")]
    public async Task An_answer_lists_its_headers(string path, string method, string status, string headers)
    {
        var document = (await engify.Api.GetAsync("/openapi/v1.json")).ShouldBeOk();

        var response =
            document["paths"].GetProperty(path).GetProperty(method).GetProperty("responses").GetProperty(status);

        Assert.Equal(
            headers.Split(' '),
            response.GetProperty("headers")
                .EnumerateObject().Select(header => header.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Public_operations_say_so_and_the_others_require_a_bearer_token()
    {
        var paths = (await engify.Api.GetAsync("/openapi/v1.json")).ShouldBeOk()["paths"];

        Assert.Equal("[]", Security("/courses/{courseId}/tas"));
        Assert.Equal("""[{},{"bearer":[]}]""", Security("/courses/{courseId}/support-options"));
        Assert.Equal("""[{},{"bearer":[]}]""", Security("/courses/{courseId}/booking-rules"));
        Assert.Equal("""[{"bearer":[]}]""", Security("/auth/me"));

        string Security(string path) =>
            JsonSerializer.Serialize(paths.GetProperty(path).GetProperty("get").GetProperty("security"));
    }

    [Fact]
    public async Task The_committed_document_is_that_of_the_service()
    {
        var served = (await engify.Api.GetAsync("/openapi/v1.json", As.Anonymous)).ShouldBeOk().Text;
        var committed = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "openapi", "engify.v1.json"));

        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(committed), JsonNode.Parse(served)));
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
        {
            Assert.Equal(
                "string", template.GetProperty("properties").GetProperty(member).GetProperty("type").GetString());
        }

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

    private static List<string> CodesIn(JsonElement schema) =>
        [.. schema.GetProperty("enum").EnumerateArray().Select(code => code.GetString()!)];
}
