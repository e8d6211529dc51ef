using System.Text.Json;

namespace Engify.Tests.Harness;

/// <summary>What the service answered.</summary>
/// <exception cref="BrokenContractException">It was not what the OpenAPI document allows.</exception>
public sealed record Answer(int Status, string Text, IReadOnlyDictionary<string, string> Headers)
{
    public int Status { get; init; } =
        Status == BrokenContractException.Status ? throw new BrokenContractException(Text) : Status;

    public JsonElement Json => JsonSerializer.Deserialize<JsonElement>(Text);

    /// <summary>The code of a problem.</summary>
    public string? Code => Json.GetProperty("code").GetString();

    /// <summary>The id of the resource.</summary>
    public Guid Id => this["id"].GetGuid();

    public string? ContentType => Headers.GetValueOrDefault("Content-Type");

    public string? ETag => Headers.GetValueOrDefault("ETag");

    /// <summary>The address of the next page.</summary>
    public string? Next => Headers.GetValueOrDefault("Link")?.Split(['<', '>'])[1];

    public JsonElement this[string member] => Json.GetProperty(member);

    public static async Task<Answer> OfAsync(HttpResponseMessage response) => new(
        (int)response.StatusCode,
        await response.Content.ReadAsStringAsync(),
        response.Headers.Concat(response.Content.Headers).ToDictionary(
            header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase));

    public Answer ShouldBeOk()
    {
        Assert.True(Status == 200, $"Expected 200, got {Status}: {Text}");
        return this;
    }

    public Answer ShouldBeCreated()
    {
        Assert.True(Status == 201, $"Expected 201, got {Status}: {Text}");
        return this;
    }

    /// <summary>
    /// Asserts the status and code of a problem, and that it has the one shape that all of them have.
    /// </summary>
    public Answer ShouldBeProblem(int status, string code)
    {
        Assert.True(
            Status == status && ContentType == "application/problem+json",
            $"Expected {status} {code}, got {Status}: {Text}");
        Assert.Equal(code, Code);
        Assert.Equal($"urn:engify:problem:{code}", this["type"].GetString());
        Assert.Equal(status, this["status"].GetInt32());
        Assert.Equal(status, this["statusCode"].GetInt32());
        Assert.NotEmpty(this["message"].GetString()!);
        Assert.Equal(this["message"].GetString(), this["detail"].GetString());
        Assert.NotEmpty(this["error"].GetString()!);
        Assert.Equal(this["error"].GetString(), this["title"].GetString());
        Assert.StartsWith("/", this["instance"].GetString(), StringComparison.Ordinal);
        Assert.NotEmpty(this["traceId"].GetString()!);
        return this;
    }

    /// <summary>Asserts a failed validation that names this member.</summary>
    public Answer ShouldBeInvalid(string member)
    {
        ShouldBeProblem(400, "validation_failed");
        Assert.NotEmpty(this["errors"].GetProperty(member).EnumerateArray());
        Assert.All(
            this["errorCodes"].GetProperty(member).EnumerateArray(),
            code => Assert.Contains(code.GetString(), FaultCodes.All));
        return this;
    }
}
