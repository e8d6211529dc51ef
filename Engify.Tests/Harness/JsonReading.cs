using System.Text.Json;

namespace Engify.Tests.Harness;

/// <summary>Reads answers in tests.</summary>
public static class JsonReading
{
    /// <summary>Asserts that an object has these members, all of them and no others.</summary>
    public static JsonElement ShouldHaveShape(this JsonElement json, string[] members)
    {
        Assert.Equal(members, json.EnumerateObject().Select(member => member.Name));
        return json;
    }

    /// <summary>A text member of each object of an array.</summary>
    public static IReadOnlyList<string?> Each(this JsonElement array, string member) =>
        [.. array.EnumerateArray().Select(item => item.GetProperty(member).GetString())];

    /// <summary>The ids of the objects of an array.</summary>
    public static IReadOnlyList<Guid> Ids(this JsonElement array) =>
        [.. array.EnumerateArray().Select(item => item.GetProperty("id").GetGuid())];

    /// <summary>Follows the links from page to page.</summary>
    public static async Task<IReadOnlyList<JsonElement>> GetPagesAsync(
        this ApiClient api, string path, string by = As.Admin)
    {
        var pages = new List<JsonElement>();
        var answer = (await api.GetAsync(path, by)).ShouldBeOk();
        pages.Add(answer.Json);
        while (answer.Next is { } next)
        {
            Assert.True(pages.Count < 200, "The pages do not end.");
            answer = (await api.GetAsync(next, by)).ShouldBeOk();
            pages.Add(answer.Json);
        }

        return pages;
    }
}
