using System.Text.RegularExpressions;

namespace Engify.Tests.Architecture;

/// <summary>What people read side by side with something else fits into 120 columns.</summary>
public sealed class LineTests
{
    private const int MaxColumns = 120;

    [Theory]
    [InlineData("Features", "cs")]
    [InlineData("Engify.Api", "cs")]
    [InlineData("Engify.Tests", "cs")]
    [InlineData("proof", "cs")]
    [InlineData("web/src", "ts", "tsx", "css")]
    [InlineData("web/e2e", "ts")]
    public void Lines_of_code_have_at_most_120_columns(string folder, params string[] kinds)
    {
        var files = kinds.SelectMany(kind => Files(folder, $"*.{kind}")).Where(
            path => !Regex.IsMatch(path, @"[/\\](bin|obj|Migrations)[/\\]")).ToList();

        Assert.True(files.Count > 10);
        Assert.Empty(files.SelectMany(path => TooLong(path, File.ReadLines(path))));
    }

    /// <summary>Tables, commands, generated figures and links are as long as they are.</summary>
    [Fact]
    public void Lines_of_documents_have_at_most_120_columns()
    {
        string[] files = [Path.Combine(Repository.Root, "README.md"), .. Files("docs", "*.md")];

        Assert.True(files.Length > 40);
        Assert.Empty(files.SelectMany(path => TooLong(path, Prose(path))));
    }

    private static IEnumerable<string> Prose(string path)
    {
        var text = File.ReadAllText(path);
        text = Regex.Replace(text, "^ *```.*?^ *```$", "", RegexOptions.Multiline | RegexOptions.Singleline);
        text = Regex.Replace(text, "<!-- figures.*?<!-- /figures", "", RegexOptions.Singleline);
        return text.Split('\n')
            .Where(line => !line.TrimStart().StartsWith('|') && line.Trim().Contains(' ', StringComparison.Ordinal));
    }

    private static IEnumerable<string> TooLong(string path, IEnumerable<string> lines) =>
        lines.Where(line => line.Length > MaxColumns)
            .Select(line => $"{Path.GetRelativePath(Repository.Root, path)}: {line}");

    private static IEnumerable<string> Files(string folder, string pattern) =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, folder), pattern, SearchOption.AllDirectories);
}
