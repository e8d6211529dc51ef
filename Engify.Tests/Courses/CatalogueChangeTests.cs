using Alba;
using Engify.Features.Courses;
using Engify.Features.Database;
using Engify.Features.Tas;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace Engify.Tests.Courses;

/// <summary>Whoever changes the catalogue sees the change, before the database tells of it.</summary>
public sealed class CatalogueChangeTests(EngifyFixture engify) : IClassFixture<EngifyFixture>
{
    private static readonly Dictionary<string, Func<ApiClient, Course, Ta, Task<Answer>>> Commands = new()
    {
        ["change a course"] = (api, course, _) => api.PutAsync(
            $"/courses/{course.Id}", new { course.Code, course.Name, description = "Changed", isActive = true }, "*"),
        ["import courses"] = (api, _, _) => api.ImportAsync("courses", "code,name", "COMP 999,Imported"),
        ["add a TA"] = (api, course, _) => api.PostAsync(
            "/tas", new { email = AccountSteps.NewEmail(), name = "Ula", courseIds = new[] { course.Id } }),
        ["add a TA to a course"] = async (api, course, ta) =>
        {
            await api.DeleteAsync($"/courses/{course.Id}/tas/{ta.Id}");
            await api.GetAsync($"/courses/{course.Id}/slots");
            return await api.PutAsync($"/courses/{course.Id}/tas/{ta.Id}", null, null);
        },
        ["remove a TA from a course"] = (api, course, ta) => api.DeleteAsync($"/courses/{course.Id}/tas/{ta.Id}"),
        ["change rules"] = (api, _, _) => api.PutAsync("/booking-rules", new { stepMinutes = 30 }, "*"),
        ["change a course's rules"] = (api, course, _) =>
            api.PutAsync($"/courses/{course.Id}/booking-rules", new { stepMinutes = 30 }, "*"),
        ["change hours"] = (api, _, ta) =>
            api.PutAsync($"/tas/{ta.Id}/hours", new { weekly = Array.Empty<object>() }, "*"),
        ["import hours"] = (api, _, ta) =>
            api.ImportAsync("hours", "taEmail,dayOfWeek,start,end,from,to", $"{ta.Email},1,09:00,12:00,,"),
        ["change a day"] = (api, _, ta) =>
            api.PutAsync($"/tas/{ta.Id}/overrides/2026-03-11", new { hours = Array.Empty<object>() }, null),
        ["be absent"] = (api, _, ta) => api.PostAsync(
            $"/tas/{ta.Id}/absences", new { startsAt = School.Tomorrow, endsAt = School.Tomorrow.AddHours(1) }),
        ["close"] = (api, _, _) =>
            api.PostAsync("/closures", new { name = "Open day", startsOn = "2026-03-11", endsOn = "2026-03-11" }),
        ["add a term"] = (api, _, _) => api.PostAsync(
            "/terms", new { code = "S26", name = "Spring", startsOn = "2026-03-01", endsOn = "2026-05-01" }),
    };

    public static TheoryData<string> CommandNames => [.. Commands.Keys];

    [Theory]
    [MemberData(nameof(CommandNames))]
    public async Task A_change_is_seen_by_the_next_request(string command)
    {
        var (course, ta) = await engify.School.AddCourseWithTaAsync();
        await engify.School.AddHoursAsync(ta, TimeSpan.FromHours(9), TimeSpan.FromHours(17));
        var scheduled = engify.Log.NextAsync(
            entry => entry.Message.StartsWith("Scheduled ", StringComparison.Ordinal));
        await using var untold = await AlbaHost.For<Program>(builder =>
        {
            engify.Configure(builder);
            builder.ConfigureTestServices(services => services.Remove(
                services.Single(service => service.ImplementationType == typeof(CatalogueListener))));
        });
        await scheduled;
        untold.Services.GetRequiredService<CatalogueMemory>().BeginAnew();
        var api = new ApiClient(untold);
        async Task<int> CountStatementsAsync()
        {
            using var sent = new SentCommands(engify.ConnectionString);
            (await api.GetAsync($"/courses/{course.Id}/slots")).ShouldBeOk();
            return sent.Texts.Count;
        }

        await CountStatementsAsync();
        Assert.Equal(1, await CountStatementsAsync()); // The rest is remembered.

        var changed = await Commands[command](api, course, ta);

        Assert.True(changed.Status is >= 200 and < 300, changed.Text);
        Assert.True(await CountStatementsAsync() > 1);
    }
}
