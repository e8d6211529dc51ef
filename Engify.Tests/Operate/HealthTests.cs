namespace Engify.Tests.Operate;

public sealed class HealthTests(EngifyFixture engify) : IClassFixture<EngifyFixture>
{
    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    [InlineData("/api/health/ready")]
    public async Task The_service_is_well(string path)
    {
        var answer = (await engify.Api.GetAsync(path, As.Anonymous)).ShouldBeOk();

        Assert.Equal("healthy", answer["status"].GetString());
    }
}
