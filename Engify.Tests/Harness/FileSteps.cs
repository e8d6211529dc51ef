namespace Engify.Tests.Harness;

/// <summary>The steps that tests about files share.</summary>
public static class FileSteps
{
    /// <param name="api">Sends it.</param>
    /// <param name="kind">What the file is of.</param>
    /// <param name="lines">Its lines, between which CR LF comes.</param>
    public static Task<Answer> ImportAsync(this ApiClient api, string kind, params string[] lines) =>
        api.ImportTextAsync(kind, string.Join("\r\n", lines));

    public static Task<Answer> ImportTextAsync(
        this ApiClient api, string kind, string text, string by = As.Admin, bool dryRun = false,
        params (string Name, string Value)[] headers) =>
        api.SendAsync(
            "POST", $"/imports/{kind}{(dryRun ? "?dryRun=true" : "")}", text, by,
            [("Content-Type", "text/csv"), .. headers]);

    /// <summary>The text of an export.</summary>
    public static async Task<string> ExportAsync(this ApiClient api, string kind, string query = "") =>
        (await api.GetAsync($"/exports/{kind}{query}")).ShouldBeOk().Text;

    /// <summary>Asserts how many rows were created, updated and left unchanged.</summary>
    public static Answer ShouldHaveImported(this Answer answer, int created = 0, int updated = 0, int unchanged = 0)
    {
        answer.ShouldBeOk();
        answer.Json.ShouldHaveShape(["created", "updated", "unchanged", "errors", "errorCount"]);
        Assert.Equal(
            (created, updated, unchanged, 0, 0),
            (answer["created"].GetInt32(), answer["updated"].GetInt32(), answer["unchanged"].GetInt32(),
                answer["errors"].GetArrayLength(), answer["errorCount"].GetInt32()));
        return answer;
    }

    /// <summary>Asserts that the import failed by these errors: line, column and code of each.</summary>
    public static Answer ShouldHaveFailed(this Answer answer, params (int Line, string? Column, string Code)[] errors)
    {
        answer.ShouldBeProblem(400, "import_failed");
        Assert.Equal(errors, answer.Errors());
        Assert.Equal(errors.Length, answer["errorCount"].GetInt32());
        Assert.Equal(
            (0, 0, 0),
            (answer["created"].GetInt32(), answer["updated"].GetInt32(), answer["unchanged"].GetInt32()));
        return answer;
    }

    public static IReadOnlyList<(int Line, string? Column, string Code)> Errors(this Answer answer) =>
    [
        .. answer["errors"].EnumerateArray().Select(error => (
            error.GetProperty("line").GetInt32(), error.GetProperty("column").GetString(),
            error.GetProperty("code").GetString()!)),
    ];
}
