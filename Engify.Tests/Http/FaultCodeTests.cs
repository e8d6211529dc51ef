using System.Text.Json.Nodes;

namespace Engify.Tests.Http;

/// <summary>What is wrong with a member is also told to programs, which speak other languages than ours.</summary>
public sealed class FaultCodeTests(EngifyFixture engify) : IClassFixture<EngifyFixture>
{
    private const string Ta = """{"name":"Amira","email":"amira@university.example"}""";

    private const string Bundle =
        """{"name":"Ten","productType":"FULL_SEMESTER_BUNDLE","basePrice":10,"includedSessions":10}""";

    private const string Weekly =
        """
        {"taId":"019caf39-0000-7000-8000-000000000000","dayOfWeek":1,"startTime":"10:00","endTime":"11:00",
         "timeZone":"America/Toronto","capacity":5,"pricePerStudent":10}
        """;

    [Theory]
    [InlineData("/tas", Ta, "name", "\"\"", "required")]
    [InlineData("/tas", Ta, "name", "\"A\\u0000\"", "characters_not_allowed")]
    [InlineData("/tas", Ta, "name", "\"{201}\"", "too_long")]
    [InlineData("/tas", Ta, "email", "\"amira\"", "not_an_email")]
    [InlineData("/tas", Ta, "timeZone", "\"Mars/Olympus\"", "not_a_time_zone")]
    [InlineData("/tas", Ta, "meetingUrl", "\"http://meet.example\"", "not_an_https_address")]
    [InlineData("/tas", Ta, "breakMinutes", "241", "out_of_range")]
    [InlineData("/courses/{course}/products", Bundle, "includedSessions", "null", "required")]
    [InlineData("/courses/{course}/products", Bundle, "includedSessions", "0", "out_of_range")]
    [InlineData("/courses/{course}/products", Bundle, "basePrice", "1.234", "too_many_decimals")]
    [InlineData("/courses/{course}/products", Bundle, "productType", "\"INDIVIDUAL_SESSION\"", "not_expected")]
    [InlineData("/courses/{course}/group-session-templates", Weekly, "endTime", "\"09:00\"", "out_of_order")]
    public async Task What_is_wrong_with_a_member_has_a_code(
        string path, string good, string member, string bad, string code)
    {
        var body = JsonNode.Parse(good)!.AsObject();
        body[member] = JsonNode.Parse(bad.Replace("{201}", new string('x', 201), StringComparison.Ordinal));

        var refused = await PostAsync(path, body.ToJsonString());

        refused.ShouldBeProblem(400, "validation_failed");
        // A type that does not go with another member is that member's fault.
        var named = code == "not_expected" ? "includedSessions" : member;
        Assert.Equal(
            [code], refused["errorCodes"].GetProperty(named).EnumerateArray().Select(each => each.GetString()));
        Assert.Equal(Members(refused, "errors"), Members(refused, "errorCodes"));
    }

    [Fact]
    public async Task A_list_can_be_too_long()
    {
        var ta = await engify.School.AddTaAsync();

        var refused = await engify.Api.PutAsync(
            $"/tas/{ta.Id}/overrides/2026-03-11",
            new { hours = Enumerable.Repeat(new { start = "10:00", end = "11:00" }, 49) }, null);

        refused.ShouldBeInvalid("hours");
        Assert.Equal("too_many", refused["errorCodes"].GetProperty("hours")[0].GetString());
    }

    private async Task<Answer> PostAsync(string path, string body)
    {
        var course = await engify.School.AddCourseAsync();
        return await engify.Api.SendAsync(
            "POST", path.Replace("{course}", $"{course.Id}", StringComparison.Ordinal), body);
    }

    private static IEnumerable<string> Members(Answer refused, string of) =>
        refused[of].EnumerateObject().Select(member => member.Name);
}
