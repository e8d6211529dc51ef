using System.Text.Json;

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
            + "\"publicAddress\":\"https://ecole.example\",\"outsideIssuer\":null}",
            answer.Text);
        Assert.NotNull(answer.ETag);
    }

    [Fact]
    public async Task A_page_is_told_where_people_sign_in_with_another_account()
    {
        await using var host = await engify.StartHostAsync(
            ("Auth:Authority", "https://login.example.edu/realm"), ("Auth:Audience", "engify"),
            ("Auth:ClientId", "engify-web"), ("Auth:Scope", "openid email engify"), ("Auth:Name", "Example U"));
        await using var forPrograms = await engify.StartHostAsync(
            ("Auth:Authority", "https://login.example.edu/realm"), ("Auth:Audience", "engify"));

        var told = await new ApiClient(host).GetAsync("/institution", As.Anonymous);
        var untold = await new ApiClient(forPrograms).GetAsync("/institution", As.Anonymous);

        Assert.Equal(
            "{\"name\":\"Example U\",\"authority\":\"https://login.example.edu/realm\","
            + "\"clientId\":\"engify-web\",\"scope\":\"openid email engify\"}",
            told["outsideIssuer"].GetRawText());
        Assert.Equal(JsonValueKind.Null, untold["outsideIssuer"].ValueKind);
    }
}
