using System.Text.RegularExpressions;

namespace Engify.Tests.Architecture;

/// <summary>Whoever follows a link within the documents arrives.</summary>
public sealed partial class LinkTests
{
    [Fact]
    public void Every_relative_link_leads_to_a_file()
    {
        var links = Documents().SelectMany(path => LinksIn(path).Select(link => (path, link))).ToList();

        Assert.True(links.Count > 200);
        Assert.Empty(links
            .Where(found => !Path.Exists(Path.Combine(Path.GetDirectoryName(found.path)!, found.link)))
            .Select(found => $"{Path.GetRelativePath(Repository.Root, found.path)}: {found.link}"));
    }

    private static IEnumerable<string> Documents() =>
        Directory.EnumerateFiles(Repository.Root, "*.md", SearchOption.AllDirectories)
            .Where(path => !Installed().IsMatch(Path.GetRelativePath(Repository.Root, path)));

    private static IEnumerable<string> LinksIn(string path) =>
        Link().Matches(File.ReadAllText(path)).Select(match => match.Groups["target"].Value)
            .Where(target => !target.Contains(':', StringComparison.Ordinal));

    // Without the part of the page after '#'.
    [GeneratedRegex(@"\]\((?<target>[^)#\s]+)")]
    private static partial Regex Link();

    [GeneratedRegex(@"(^|[/\\])(bin|obj|node_modules|publish|results|test-results|\.engify)[/\\]")]
    private static partial Regex Installed();
}
