using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Engify.Features.Courses;
using Engify.Features.Products;
using Engify.Features.Tas;

namespace Engify.Tests.Operate;

/// <summary>
/// The program on machines that speak other languages, count other years and write numbers otherwise.
/// </summary>
public sealed partial class CultureTests(EngifyFixture engify) : IClassFixture<EngifyFixture>
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private static readonly string[] Compared =
        ["Content-Type", "Content-Length", "ETag", "Cache-Control", "Location", "Link", "RateLimit-Policy"];

    /// <summary>
    /// Of the Islamic, the Persian and the Buddhist calendar; a dotless i; a minus that is no hyphen.
    /// </summary>
    private static readonly string[] Locales =
        ["ar_SA.UTF-8", "fa_IR.UTF-8", "th_TH.UTF-8", "tr_TR.UTF-8", "sv_SE.UTF-8"];

    /// <summary>A time that the program, whose clock is the machine's, lets somebody book.</summary>
    private static readonly string Soon = TimeProvider.System.GetUtcNow().AddDays(30)
        .ToString("yyyy-MM-dd'T12:00:00Z'", CultureInfo.InvariantCulture);

    [Fact]
    public async Task The_service_answers_the_same_wherever_it_runs()
    {
        await engify.School.AddCourseAsync("ICU 1", "Cafe\u0301");
        var (course, ta) = await engify.School.AddCourseWithTaAsync(price: 1234.5m);
        var bundle = await engify.School.AddBundleAsync(
            course, validity: new Period(School.Tomorrow, School.Tomorrow.AddYears(900)), price: 0.25m);
        var template = await engify.School.AddTemplateAsync(course, ta, isActive: false);
        await engify.School.AddAsync(
            template.Schedule(Period.From(School.Tomorrow.AddYears(400), 90), EngifyFixture.Start));

        var expected = await AskAsync("C", course, ta, bundle);
        Assert.Contains($"\"date\":\"{Soon}\"", expected, StringComparison.Ordinal);
        Assert.Contains("You entered -1.", expected, StringComparison.Ordinal);
        Assert.DoesNotContain("internal_error", expected, StringComparison.Ordinal);
        Assert.Contains("\"name\":\"Cafe\u0301\"", expected, StringComparison.Ordinal);
        Assert.Contains("\"name\":\"\u0130rem\"", expected, StringComparison.Ordinal);
        foreach (var locale in Locales)
            Assert.Equal(expected, await AskAsync(locale, course, ta, bundle));
    }

    [Fact]
    public async Task A_verb_says_the_same_wherever_it_runs()
    {
        foreach (var locale in Locales)
        {
            var (_, _, error) = await EngifyProgram.RunAsync(
                ["create-admin", "--email", "nobody"], SettingsOf(locale), AccountSteps.Password);

            Assert.Equal("'email' is not a valid email address.", error);
        }
    }

    private async Task<string> AskAsync(string locale, Course course, Ta ta, Product bundle)
    {
        using var program = EngifyProgram.Start([], SettingsOf(locale));
        using var patience = new CancellationTokenSource(Patience);
        var ready = await program.ReadUntilAsync("http://127.0.0.1:");
        using var client = new HttpClient { BaseAddress = new Uri(Address().Match(ready).Value) };
        var answers = new List<string>();
        async Task<JsonElement> SendAsync(string method, string path, object? body = null)
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path);
            request.Content = body is null ? null : JsonContent.Create(body);
            using var response = await client.SendAsync(request, patience.Token);
            var text = await response.Content.ReadAsStringAsync(patience.Token);
            answers.Add($"{method} {path} {(int)response.StatusCode}");
            foreach (var header in response.Headers.Concat(response.Content.Headers)
                .Where(header => Compared.Contains(header.Key)).OrderBy(header => header.Key))
            {
                // The length varies with what is told apart by chance.
                if (header.Key != "Content-Length" || !RandomText().IsMatch(text))
                    answers.Add($"{header.Key}: {string.Join(", ", header.Value)}");
            }

            answers.Add(text);
            return text.StartsWith('{') ? JsonSerializer.Deserialize<JsonElement>(text) : default;
        }

        await SendAsync("GET", "/courses");
        await SendAsync("GET", $"/courses/{course.Id}");
        await SendAsync("GET", $"/courses/{course.Id}/products");
        await SendAsync("GET", $"/courses/{course.Id}/support-options");
        await SendAsync("GET", $"/group-sessions/courses/{course.Id}");
        await SendAsync("GET", "/courses?q=I%C4%B0i%C4%B1&limit=6e1");
        await SendAsync("GET", "/courses?q=CAF%C3%89");
        await SendAsync("GET", "/courses?limit=-1");
        await SendAsync("GET", "/nothing");
        await SendAsync("POST", "/auth/register", new { email = "I", password = "", name = new string('i', 201) });

        var session = await SendAsync("POST", "/auth/register", new
        {
            email = $"{Guid.NewGuid():N}@engify.test",
            password = AccountSteps.Password,
            name = "I\u0307rem",
        });
        client.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Bearer", session.GetProperty("accessToken").GetString());
        var student = session.GetProperty("user").GetProperty("studentId").GetGuid();
        await SendAsync(
            "POST", $"/bundles/courses/{course.Id}/purchase", new { studentId = student, productId = bundle.Id });
        await SendAsync("POST", "/bookings/individual", Individual("9500-01-01T00:00:00.5Z", -1));
        var booking = await SendAsync("POST", "/bookings/individual", Individual(Soon, 60));
        var id = booking.GetProperty("id").GetGuid();
        await SendAsync("GET", $"/bookings/students/{student}?from={Soon}&limit=1");
        await SendAsync("PATCH", $"/bookings/{id}/cancel", new { reason = "İıI" });
        await SendAsync("PATCH", $"/bookings/{id}/cancel");
        var answered = Moments().Replace(RandomText().Replace(string.Join('\n', answers), "~"), "$1~");

        var log = await program.KillAsync();
        Assert.All(
            log.Split('\n').Where(line => line.EndsWith('}')),
            line => Assert.Matches(@"""Timestamp"":""20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9:.]{12}Z""", line));
        return answered;

        Dictionary<string, object?> Individual(string date, int minutes) => new()
        {
            ["studentId"] = student,
            ["courseId"] = course.Id,
            ["taId"] = ta.Id,
            ["date"] = date,
            ["durationMinutes"] = minutes,
        };
    }

    private Dictionary<string, string?> SettingsOf(string locale) => new()
    {
        ["LC_ALL"] = locale,
        ["LANG"] = locale,
        ["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = "1",
        ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
        ["PORT"] = null,
        ["Https__Required"] = "false",
        ["Database__MigrateOnStart"] = "false",
        ["ConnectionStrings__Engify"] = engify.ConnectionString,
    };

    [GeneratedRegex(@"http://127\.0\.0\.1:[0-9]+")]
    private static partial Regex Address();

    /// <summary>Ids and tokens.</summary>
    [GeneratedRegex(
        @"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{32}(-[0-9a-f]{16}-0[01])?|(?<=oken"":"")[^""]+")]
    private static partial Regex RandomText();

    [GeneratedRegex(@"(""(?:created|updated|cancelled)At"":"")20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z")]
    private static partial Regex Moments();
}
