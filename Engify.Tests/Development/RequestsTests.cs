using Xunit.Sdk;

namespace Engify.Tests.Development;

/// <summary><c>requests.http</c>, which people send by hand, is answered as it says: on any day, and again.</summary>
public sealed class RequestsTests(EngifyFixture engify) : IClassFixture<EngifyFixture>
{
    [Fact]
    public async Task Each_request_is_answered_as_the_file_says_twice_at_any_time_of_the_week()
    {
        var file = RequestsFile.Read();
        await using var host = await engify.StartHostAsync(("DemoData:SeedOnStart", "true"));
        Assert.True(file.Requests.Count > 15);

        // Three hours later each day: every weekday, and every part of the day.
        for (var day = 0; day < 11; day++)
        {
            var first = await file.SendAsync(new ApiClient(host), engify.Clock);
            var second = await file.SendAsync(new ApiClient(host), engify.Clock);

            Assert.Equal(day == 0 ? 200 : 400, first["bought"].Status);
            Assert.Equal(400, second["bought"].Status);
            Assert.All([first, second], answers =>
            {
                Assert.Equal(0, answers["prepaid"]["pricePerStudent"].GetDecimal());
                Assert.Equal(9, answers["left"].Json[0].GetProperty("remainingSessions").GetInt32());
                Assert.Equal(answers["first"].Text, answers["second"].Text);
                Assert.Equal("true", answers["second"].Headers["Idempotency-Replayed"]);
            });
            engify.Clock.Advance(TimeSpan.FromHours(27));
        }
    }

    [Theory]
    [InlineData("200", "404 course_not_found")]
    [InlineData("404", "404 course_not_found")]
    [InlineData("404 route_not_found", "404 course_not_found")]
    public async Task Another_answer_than_the_file_says_is_noticed(string expected, string said)
    {
        var file = RequestsFile.Parse(
            "@host = http://localhost:3000\n\n###\n"
            + $"# @name course\n# @expect {expected}\nGET {{{{host}}}}/courses/x\n");

        var noticed = await Assert.ThrowsAsync<TrueException>(() => file.SendAsync(engify.Api, engify.Clock));

        Assert.Contains($"'course' expects {expected}, but got {said}", noticed.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("# @expect 200\nGET {{host}}/courses")]
    [InlineData("# @name a\nGET {{host}}/courses")]
    [InlineData("# @name a\n# @expect 200\nGET http://localhost/courses")]
    [InlineData("# @name a\n# @expect 200")]
    public void A_request_without_a_name_an_expectation_or_the_host_is_none(string request) =>
        Assert.Throws<FormatException>(() => RequestsFile.Parse($"@host = http://localhost:3000\n\n###\n{request}\n"));

    [Fact]
    public async Task Syntax_that_editors_do_not_share_is_not_understood()
    {
        var file = RequestsFile.Parse(
            "@host = http://localhost:3000\n\n###\n# @name a\n# @expect 200\nGET {{host}}/courses/{{$random.uuid}}\n");

        await Assert.ThrowsAsync<FormatException>(() => file.SendAsync(engify.Api, engify.Clock));
    }
}
