namespace Engify.Tests.Institution;

public sealed class GetInstitutionTests(EngifyFixture engify) : IClassFixture<EngifyFixture>
{
    [Fact]
    public async Task Anyone_sees_the_institution_as_it_is_configured()
    {
        await using var host = await engify.StartHostAsync(
            ("Institution:Name", "Universit\u00e9"), ("Institution:TimeZone", "America/Toronto"),
            ("Institution:Currency", "JPY"), ("Institution:Locales", "fr-CA, en"),
            ("Institution:ContactEmail", "aide@ecole.example"), ("Institution:PublicAddress", "https://ecole.example"));

        var answer = (await new ApiClient(host).GetAsync("/institution", As.Anonymous)).ShouldBeOk();

        Assert.Equal(
            "{\"name\":\"Universit\u00e9\",\"timeZone\":\"America/Toronto\",\"currency\":\"JPY\","
            + "\"locales\":[\"fr-CA\",\"en\"],\"contactEmail\":\"aide@ecole.example\","
            + "\"publicAddress\":\"https://ecole.example\"}",
            answer.Text);
        Assert.NotNull(answer.ETag);
    }
}
