using Microsoft.EntityFrameworkCore;

namespace Engify.Tests.Operate;

/// <summary>The program itself, as an operator brings and takes away files with it.</summary>
public sealed class FileVerbTests(EngifyFixture engify) : IClassFixture<EngifyFixture>, IDisposable
{
    private readonly string file = Path.GetTempFileName();

    public void Dispose() => File.Delete(file);

    [Fact]
    public async Task A_file_is_tried_imported_and_exported()
    {
        await File.WriteAllTextAsync(file, "code;name\nVERB 1;=A, b\nVERB 2;B\n");

        Assert.Equal(
            (0, "Would have created 2, updated 0 and left 0 unchanged.", ""),
            await engify.RunProgramAsync($"import courses {file} --dry-run"));
        Assert.Equal(0, await engify.QueryAsync(db => db.Courses.CountAsync()));
        Assert.Equal(
            (0, "Created 2, updated 0 and left 0 unchanged.", ""), await engify.RunProgramAsync(
                $"import courses {file}"));
        Assert.Equal(
            (0, "code,name,description,isActive\r\nVERB 1,\"'=A, b\",,true\r\nVERB 2,B,,true", ""),
            await engify.RunProgramAsync("export courses"));
        Assert.Equal(
            (0, "Created 0, updated 0 and left 2 unchanged.", ""), await engify.RunProgramAsync(
                $"import courses {file}"));

        var entries = await engify.QueryAsync(db => db.AuditEntries
            .Where(entry => entry.Action == "ImportFile").OrderBy(entry => entry.OccurredAt).ToListAsync());
        Assert.Equal(
            [
                ("courses", "created 2, updated 0, unchanged 0", "succeeded"),
                ("courses", "created 0, updated 0, unchanged 2", "succeeded"),
            ],
            entries.Select(entry => (entry.ObjectType, entry.Details, entry.Outcome)));
    }

    [Fact]
    public async Task What_is_wrong_is_printed_by_line()
    {
        await File.WriteAllTextAsync(file, "code,name\nA,\n,B\n" + string.Concat(Enumerable.Repeat("x\n", 100)));

        var (exitCode, output, error) = await engify.RunProgramAsync($"import courses {file}");

        Assert.Equal((1, ""), (exitCode, output));
        var lines = error.Split('\n');
        Assert.Equal("The file has errors, so nothing of it was imported.", lines[0]);
        Assert.Equal("Line 2, name: 'name' must not be empty. (validation_failed)", lines[1]);
        Assert.Equal("Line 3, code: 'code' must not be empty. (validation_failed)", lines[2]);
        Assert.Equal("Line 4: The line has 1 cells, but the header names 2 columns. (malformed_line)", lines[3]);
        Assert.Equal((102, "There are 2 errors more."), (lines.Length, lines[^1]));
    }

    [Theory]
    [InlineData("import courses", 2, "'import' needs a file.")]
    [InlineData("import", 2, "'import' needs a kind.")]
    [InlineData("import courses /nowhere/at/all.csv", 2, "The file cannot be read: ")]
    [InlineData("import nope {0}", 1, "There are no files of this kind.")]
    [InlineData("export nope", 1, "There are no files of this kind.")]
    [InlineData("export courses --from 2026-01-01T00:00:00Z", 1, "There is no time in courses.")]
    [InlineData("export bookings --from yesterday", 2, "--from must be an instant")]
    [InlineData("export bookings courses", 2, "Unknown argument 'courses'")]
    public async Task What_cannot_be_done_is_told(string arguments, int exitCode, string says)
    {
        var result = await engify.RunProgramAsync(string.Format(null, arguments, file));

        Assert.Equal((exitCode, ""), (result.ExitCode, result.Output));
        Assert.StartsWith(says, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bookings_are_exported_within_a_time()
    {
        var session = await engify.School.AddGroupSessionAsync();

        var (exitCode, output, _) = await engify.RunProgramAsync(
            $"export bookings --from {School.Tomorrow:yyyy-MM-ddTHH:mm:ssZ} "
            + $"--to={School.Tomorrow:yyyy-MM-ddTHH:mm:ss}.001Z");
        Assert.Equal((0, 2), (exitCode, output.Split('\n').Length));
        Assert.Contains($"\n{session.Id},", output, StringComparison.Ordinal);

        (exitCode, output, _) = await engify.RunProgramAsync("export bookings --to 2020-01-01T00:00:00Z");
        Assert.Equal((0, 1), (exitCode, output.Split('\n').Length));
    }
}
