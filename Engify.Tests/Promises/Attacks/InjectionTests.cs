using Engify.Features.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Engify.Tests.Promises.Attacks;

/// <summary>Text that means something elsewhere means nothing here: it is kept as it came, or refused.</summary>
public sealed class InjectionTests(EngifyFixture engify) : IClassFixture<EngifyFixture>
{
    public static TheoryData<string> Texts =>
    [
        "'; DROP TABLE bookings; --", "' OR '1'='1", "\\'; SELECT pg_sleep(9); --", "$1 {0} %s %n",
        "${jndi:ldap://x/a}",
        "<script>alert(1)</script>", "{\"$type\":\"System.Object\"}", "a\r\nfail: forged\r\nSet-Cookie: a=b",
        "\u001b[31mred",
        "\u202Etxt.exe\u202C", "zero\u200Bwidth\u2060\uFEFF", "e\u0301 is not é", "İıſK ﷺ", "👩‍👩‍👧‍👦🏴‍☠️",
        "\uFFFD\uFFFE\uFFFF", " \t ",
    ];

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task A_reason_is_kept_and_answered_to_the_letter(string text)
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var booked = (await engify.Api.BookAsync(await engify.School.AddStudentAsync(), course, ta)).ShouldBeOk();

        var answer = (await engify.Api.CancelAsync(booked.Id, reason: text)).ShouldBeOk();

        Assert.Equal(text, answer["cancellationReason"].GetString());
        Assert.Equal(text, engify.Reveal(await engify.QueryAsync(db => db.Bookings
            .Where(booking => booking.Id == booked.Id).Select(booking => booking.CancellationReason).SingleAsync())));
        Assert.DoesNotContain(engify.Log.Entries, entry => entry.Message.Contains(text, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task A_search_finds_what_has_the_very_text_in_its_name(string text)
    {
        var named = await engify.School.AddCourseAsync(name: $"<{text}>");
        await engify.School.AddCourseAsync(name: "Another");

        var found = (await engify.Api.GetAsync($"/courses?q={Uri.EscapeDataString($"<{text}>")}")).ShouldBeOk();

        Assert.Equal([named.Id], found.Json.Ids());
        Assert.Equal($"<{text}>", found.Json[0].GetProperty("name").GetString());
    }

    [Theory]
    [MemberData(nameof(Texts))]
    [InlineData("a\0b")]
    [InlineData("../courses")]
    public async Task An_invalid_id_is_not_found_and_is_repeated_only_escaped(string text)
    {
        var escaped = Uri.EscapeDataString(text);

        // A slash is one also where it was escaped, unless a real server reads the address: see WireTests.
        var inPath = (await engify.Api.GetAsync($"/courses/{escaped}")).ShouldBeProblem(
            404, text.Contains('/', StringComparison.Ordinal) ? "route_not_found" : "course_not_found");
        (await engify.Api.PostAsync(BookingSteps.IndividualPath, new Dictionary<string, object>
        {
            ["studentId"] = text,
            ["courseId"] = text,
            ["date"] = School.Tomorrow,
            ["durationMinutes"] = 60,
        })).ShouldBeProblem(404, "student_not_found");

        Assert.All(inPath.Headers.Values, value => Assert.DoesNotContain(value, char.IsControl));
        Assert.DoesNotContain(inPath["instance"].GetString()!, char.IsControl);
    }

    [Fact]
    public async Task A_link_repeats_the_query_escaped()
    {
        for (var number = 0; number < 2; number++)
            await engify.School.AddCourseAsync(name: "Paged\r\nSet-Cookie: a=b");

        var page = (await engify.Api.GetAsync(
            "/courses?limit=1&q=Paged%0d%0aSet-Cookie:%20a%3Db&x=%3E;%20rel=%22next%22%0d%0a")).ShouldBeOk();

        Assert.NotNull(page.Next);
        Assert.DoesNotContain(page.Headers["Link"], char.IsControl);
        Assert.Equal(1, page.Headers["Link"].Split('>').Length - 1);
        Assert.False(page.Headers.ContainsKey("Set-Cookie"));
        (await engify.Api.GetAsync(page.Next)).ShouldBeOk();
    }

    [Fact]
    public async Task A_fault_in_the_log_is_one_line_whatever_the_address()
    {
        using var nowhere = HeldPort.Take();
        await using var host = await engify.StartHostAsync(
            ("ConnectionStrings:Engify", $"{engify.ConnectionString};Port={nowhere.Number}"));
        var api = new ApiClient(host, engify.Host.Services);

        Assert.True((await api.GetAsync("/courses/x%0d%0afail:%20forged%1b[31m")).Status >= 500);

        Assert.Contains(
            engify.Log.Entries, entry => entry.Message.StartsWith("GET /courses/x", StringComparison.Ordinal));
        Assert.DoesNotContain(
            engify.Log.Entries, entry => entry.Level >= LogLevel.Warning && entry.Message.Any(char.IsControl));
    }

    [Theory]
    [InlineData("\r\nSet-Cookie: a=b")]
    [InlineData("k\0")]
    [InlineData("'; DROP TABLE idempotency_records; --")]
    [InlineData("k\u202E")]
    public async Task A_key_with_anything_but_visible_ascii_is_refused_and_does_nothing(string key)
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        var body = School.Individual(await engify.School.AddStudentAsync(), course, ta);

        (await engify.Api.PostAsync(BookingSteps.IndividualPath, body, As.Admin, (IdempotencyKeys.Header, key)))
            .ShouldBeInvalid(IdempotencyKeys.Header);

        Assert.Equal(0, await engify.QueryAsync(db => db.Bookings.CountAsync(booking => booking.TaId == ta.Id)));
    }
}
