using CsCheck;
using Microsoft.EntityFrameworkCore;

namespace Engify.Tests.Files;

/// <summary>What holds for every import.</summary>
public sealed class ImportTests(EngifyFixture engify) : IClassFixture<EngifyFixture>
{
    private static readonly string[] Columns = ["code", "name", "description", "isActive"];

    private static int number;

    [Fact]
    public async Task It_leaves_one_entry_in_the_audit_log_with_what_it_did()
    {
        var code = NewCode();
        (await engify.Api.ImportAsync("courses", "code,name", $"{code},A")).ShouldHaveImported(created: 1);
        (await engify.Api.ImportTextAsync(
            "courses", $"code,name\n{code},B", dryRun: true)).ShouldHaveImported(updated: 1);
        (await engify.Api.ImportAsync("courses", "code,name", $"{code},")).ShouldHaveFailed(
            (2, "name", "validation_failed"));
        (await engify.Api.ImportTextAsync("courses", "code,name", As.Ta(Guid.NewGuid()))).ShouldBeProblem(
            403, "forbidden");

        var entries = (await engify.Api.GetAsync("/audit?action=ImportFile")).ShouldBeOk().Json.EnumerateArray()
            .Select(entry => (entry.GetProperty("objectType").GetString(), entry.GetProperty("objectId").GetString(),
                entry.GetProperty("details").GetString(), entry.GetProperty("outcome").GetString())).ToList();

        Assert.Contains(("courses", null, "created 1, updated 0, unchanged 0", "succeeded"), entries);
        Assert.Contains((null, null, null, "forbidden"), entries);
        Assert.DoesNotContain(entries, entry => entry.Item3 == "created 0, updated 1, unchanged 0");
        Assert.DoesNotContain(entries, entry => entry.Item4 == "import_failed");
    }

    [Fact]
    public async Task A_repeat_with_its_key_does_nothing_more_and_another_file_with_the_same_key_is_refused()
    {
        var code = NewCode();
        var file = $"code,name\n{code},A";

        var first = (await ImportAsync(file)).ShouldHaveImported(created: 1);
        var repeat = (await ImportAsync(file)).ShouldHaveImported(created: 1);
        (await ImportAsync($"code,name\n{code},B")).ShouldBeProblem(422, "idempotency_key_reused");

        Assert.Equal((first.Text, "true"), (repeat.Text, repeat.Headers["Idempotency-Replayed"]));
        Assert.False(first.Headers.ContainsKey("Idempotency-Replayed"));
        Assert.Equal("A", await engify.QueryAsync(db =>
            db.Courses.Where(course => course.Code == code).Select(course => course.Name).SingleAsync()));

        Task<Answer> ImportAsync(string text) =>
            engify.Api.ImportTextAsync("courses", text, headers: ("Idempotency-Key", "import-once"));
    }

    [Fact]
    public async Task Of_two_imports_of_one_file_at_once_one_creates_what_the_other_then_finds()
    {
        for (var round = 0; round < 5; round++)
        {
            var codes = Enumerable.Range(0, 100).Select(_ => NewCode()).ToList();
            string[] file = ["code,name", .. codes.Select(code => $"{code},A")];

            var answers = await Task.WhenAll(
                Enumerable.Range(0, 4).Select(_ => engify.Api.ImportAsync("courses", file)));

            Assert.Equal([0, 0, 0, 100], answers.Select(answer => answer["created"].GetInt32()).Order());
            Assert.Equal([0, 100, 100, 100], answers.Select(answer => answer["unchanged"].GetInt32()).Order());
            Assert.Equal(
                100, await engify.QueryAsync(db => db.Courses.CountAsync(course => codes.Contains(course.Code))));
        }
    }

    [Fact]
    public async Task Imports_of_different_columns_at_once_undo_nothing_of_each_other()
    {
        var codes = Enumerable.Range(0, 50).Select(_ => NewCode()).ToList();
        (await engify.Api.ImportAsync(
            "courses", ["code,name", .. codes.Select(code => $"{code},A")])).ShouldHaveImported(created: 50);
        var course = await engify.QueryAsync(db => db.Courses.SingleAsync(course => course.Code == codes[0]));
        var seen = await engify.Api.GetAsync($"/courses/{course.Id}");

        var answers = await Task.WhenAll(
            engify.Api.ImportAsync("courses", ["code,name", .. codes.Select(code => $"{code},B")]),
            engify.Api.ImportAsync("courses", ["code,description", .. codes.Select(code => $"{code},About")]),
            engify.Api.PutAsync(
                $"/courses/{course.Id}", new { code = codes[0], name = "C", description = "More" }, seen.ETag));

        answers[0].ShouldHaveImported(updated: 50);
        answers[1].ShouldHaveImported(updated: 50);
        Assert.Equal(49, await engify.QueryAsync(db => db.Courses.CountAsync(found =>
            codes.Contains(found.Code) && found.Id != course.Id && found.Name == "B" && found.Description == "About")));
        Assert.True(answers[2].Status is 200 or 412, answers[2].Text);
    }

    /// <summary>Rows that are new, known or wrong, in any mixture, with any of the columns.</summary>
    [Fact]
    public async Task A_dry_run_changes_nothing_and_says_what_the_run_then_does()
    {
        var cell = Gen.OneOf("A", "B", "", "=A", "\"", "x\ny");
        var line = Gen.Select(Gen.Int[0, 8], cell, Gen.OneOf("", "A", "B"), Gen.OneOf("true", "false", "true", "no"));
        await Gen.Select(line.Array[0, 6], Gen.Int[0, 3]).SampleAsync(
            async (lines, which) =>
            {
                string[] columns = [.. Columns.Take(4 - which)];
                var rows = lines.Select(cells => string.Join(
                    ',', new[] { $"DRY {cells.Item1}", cells.Item2, cells.Item3, cells.Item4 }
                        .Take(4 - which).Select(Quoted)));
                var file = string.Join('\n', rows.Prepend(string.Join(',', columns)));
                var before = await engify.Api.ExportAsync("courses");

                var told = await engify.Api.ImportTextAsync("courses", file, dryRun: true);
                Assert.Equal(before, await engify.Api.ExportAsync("courses"));
                var done = await engify.Api.ImportTextAsync("courses", file);

                Assert.Equal(Said(told), Said(done));
                if (done.Status == 200)
                    (await engify.Api.ImportTextAsync("courses", file)).ShouldHaveImported(unchanged: lines.Length);
                else
                    Assert.Equal(before, await engify.Api.ExportAsync("courses"));
            },
            iter: 150, threads: 1);

        static string Said(Answer answer) =>
            $"{answer.Status} {answer["created"]} {answer["updated"]} {answer["unchanged"]} {answer["errors"]}";
    }

    private static string Quoted(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string NewCode() => $"IMP {Interlocked.Increment(ref number)}";
}
