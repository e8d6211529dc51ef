using System.Text.Json.Nodes;

namespace Engify.Tests.OpenApi;

public sealed class ContractTests(EngifyFixture engify) : IClassFixture<EngifyFixture>
{
    /// <summary>In forms that the document need not have now.</summary>
    private const string Document =
        """
        {
          "openapi": "3.1.1",
          "info": { "title": "x", "version": "v1" },
          "paths": {
            "/things": {
              "get": {
                "responses": {
                  "204": {
                    "description": "x",
                    "headers": {
                      "Count": { "$ref": "#/components/headers/Count" },
                      "ETag": { "schema": { "type": "string", "minLength": 1 } }
                    }
                  },
                  "404": { "$ref": "#/components/responses/NotFound" }
                }
              }
            }
          },
          "components": {
            "headers": { "Count": { "required": true, "schema": { "type": "integer" } } },
            "responses": {
              "NotFound": {
                "description": "x",
                "content": {
                  "application/problem+json": { "schema": { "$ref": "#/components/schemas/NotFoundProblem" } }
                }
              }
            },
            "schemas": {
              "Problem": {
                "type": "object",
                "required": ["status", "code"],
                "properties": { "status": { "type": "integer" }, "code": { "type": "string" } }
              },
              "NotFoundProblem": {
                "allOf": [
                  { "$ref": "#/components/schemas/Problem" },
                  { "properties": { "code": { "enum": ["a", "b"] } } }
                ]
              }
            }
          }
        }
        """;

    [Fact]
    public async Task A_true_answer_is_allowed()
    {
        var (contract, booking) = await BookedAsync();

        Assert.Empty(contract.Breaches(contract["GetBooking"], booking));
    }

    [Theory]
    [InlineData("a missing member", "\"capacity\":1,", "", "PropertyRequired")]
    [InlineData(
        "an undocumented member", "\"capacity\":1,", "\"capacity\":1,\"passwordHash\":\"x\",",
        "NoAdditionalPropertiesAllowed")]
    [InlineData(
        "an undocumented member of a nested object", "\"name\":\"A course\",",
        "\"name\":\"A course\",\"isSecret\":true,", "NoAdditionalPropertiesAllowed")]
    [InlineData("a string instead of a number", "\"capacity\":1,", "\"capacity\":\"1\",", "IntegerExpected")]
    [InlineData("a fraction instead of a whole number", "\"capacity\":1,", "\"capacity\":1.5,", "IntegerExpected")]
    [InlineData("null where a value must be", "\"capacity\":1,", "\"capacity\":null,", "IntegerExpected")]
    [InlineData("a value that the enum lacks", "\"BOOKED\"", "\"Booked\"", "NotInEnumeration")]
    [InlineData("an instant without an offset", "T12:00:00Z", "T12:00:00", "DateTimeExpected")]
    [InlineData("an id that is no uuid", "\"id\":\"0", "\"id\":\"x", "UuidExpected")]
    [InlineData("JSON that is cut off", "}", "", "no JSON")]
    public async Task A_body_that_the_schema_does_not_allow_is_caught(
        string fault, string text, string replacement, string caught)
    {
        var (contract, booking) = await BookedAsync();
        Assert.Contains(text, booking.Text, StringComparison.Ordinal);

        var wrong = booking with { Text = booking.Text.Replace(text, replacement, StringComparison.Ordinal) };

        Assert.True(
            contract.Breaches(contract["GetBooking"], wrong)
                .Any(breach => breach.Contains(caught, StringComparison.Ordinal)),
            fault);
    }

    [Fact]
    public async Task A_status_or_content_type_that_is_not_listed_is_caught()
    {
        var (contract, booking) = await BookedAsync();
        var html = new Dictionary<string, string> { ["Content-Type"] = "text/html; charset=utf-8" };

        Assert.Equal(
            ["status 201 is not listed"], contract.Breaches(contract["GetBooking"], booking with { Status = 201 }));
        Assert.Equal(
            ["content type text/html is not listed for 200"],
            contract.Breaches(contract["GetBooking"], booking with { Headers = html }));
    }

    [Fact]
    public async Task A_code_that_is_not_listed_is_caught()
    {
        var contract = await Contract.ReadAsync(engify.Host.Services);
        var missing = (await engify.Api.GetAsync("/bookings/nope")).ShouldBeProblem(404, "booking_not_found");

        Assert.Empty(contract.Breaches(contract["GetBooking"], missing));
        Assert.Contains(
            "NotInEnumeration: #/code", Assert.Single(contract.Breaches(contract["GetCourse"], missing)),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"status":404,"code":"a"}""", null)]
    [InlineData("""{"status":404,"code":"c"}""", "NotInEnumeration")]
    [InlineData("""{"status":404,"code":"a","more":1}""", "NoAdditionalPropertiesAllowed")]
    [InlineData("""{"code":"a"}""", "PropertyRequired")]
    public async Task A_body_may_be_described_by_schemas_together(string body, string? caught)
    {
        var contract = await Contract.ParseAsync(Document);
        var headers = new Dictionary<string, string> { ["Content-Type"] = "application/problem+json" };

        var breaches = contract.Breaches("GET", "/things", new Answer(404, body, headers));

        Assert.Equal(caught is not null, breaches.Any());
        Assert.All(breaches, breach => Assert.Contains(caught!, breach, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Count", "1", "ETag", "x", null)]
    [InlineData("count", "1", "etag", "x", null)]
    [InlineData("Count", "1", "Other", "x", null)]
    [InlineData("Other", "1", "ETag", "x", "header Count is missing")]
    [InlineData("Count", "x", "ETag", "x", "header Count is 'x'")]
    [InlineData("Count", "1", "ETag", "", "header ETag is ''")]
    public async Task A_header_is_there_and_fits(string first, string one, string second, string two, string? caught)
    {
        var contract = await Contract.ParseAsync(Document);
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            [first] = one,
            [second] = two,
        };

        var breaches = contract.Breaches("GET", "/things", new Answer(204, "", headers));

        Assert.Equal(caught is not null, breaches.Any());
        Assert.All(breaches, breach => Assert.StartsWith(caught!, breach, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_contract_is_the_document_that_is_served()
    {
        var served = JsonNode.Parse((await engify.Api.GetAsync("/openapi/v1.json")).ShouldBeOk().Text)!.AsObject();
        var written = JsonNode.Parse(await WrittenDocument.OfAsync(engify.Host.Services))!.AsObject();

        // Where it is served from is not told to who does not ask by HTTP.
        served.Remove("servers");
        written.Remove("servers");
        Assert.NotEmpty(served["paths"]!.AsObject());
        Assert.Equal($"{served}", $"{written}");
    }

    [Theory]
    [InlineData("GET", "/courses", "ListCourses")]
    [InlineData("GET", "/courses/", "ListCourses")]
    [InlineData("GET", "/api/Courses", "ListCourses")]
    [InlineData("GET", "/api/api/courses", null)]
    [InlineData("GET", "/", null)]
    [InlineData("GET", "/courses/x", "GetCourse")]
    [InlineData("POST", "/bookings/individual", "CreateIndividualBooking")]
    [InlineData("GET", "/bookings/individual", "GetBooking")]
    [InlineData("DELETE", "/courses", null)]
    [InlineData("GET", "/bookings//cancel", null)]
    public async Task A_request_is_known_by_its_method_and_path(string method, string path, string? operationId)
    {
        var contract = await Contract.ReadAsync(engify.Host.Services);

        Assert.Equal(operationId, contract.Find(method, path)?.Operation.OperationId);
    }

    private async Task<(Contract Contract, Answer Booking)> BookedAsync()
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var booked = (await engify.Api.BookAsync(await engify.School.AddStudentAsync(), course, ta)).ShouldBeOk();
        var contract = await Contract.ReadAsync(engify.Host.Services);
        return (contract, (await engify.Api.GetAsync($"/bookings/{booked.Id}")).ShouldBeOk());
    }
}
