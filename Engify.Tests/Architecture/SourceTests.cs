using System.Text.RegularExpressions;

namespace Engify.Tests.Architecture;

/// <summary>What only the sources show: who names whom.</summary>
public sealed class SourceTests
{
    private static readonly SourceFile[] Features = Read("Features");
    private static readonly SourceFile[] Api = Read("Engify.Api");
    private static readonly SourceFile[] Slices =
        [.. Features.Where(file => file.Folders.Length == 2 && !IsGround(file.Folders[0]))];

    [Fact]
    public void There_are_sources_to_look_at()
    {
        Assert.True(Slices.Length > 50);
        Assert.NotEmpty(Api);
    }

    [Fact]
    public void No_slice_names_another_slice() =>
        Assert.All(Slices, file => Assert.DoesNotContain(
            Uses(file), used => used.StartsWith("Engify.Features.", StringComparison.Ordinal)
                && used.Split('.').Length == 4 && !IsGround(used.Split('.')[2])));

    [Fact]
    public void The_ground_names_no_area()
    {
        var ground = Features.Where(file => file.Folders is [var folder, ..] && IsGround(folder)).ToList();

        Assert.True(ground.Count > 60);
        Assert.All(
            ground.Where(file => file.Name != "EngifyDbContext.cs"),
            file => Assert.DoesNotContain(
                Uses(file), used => used.StartsWith("Engify.Features.", StringComparison.Ordinal)
                && !IsGround(used.Split('.')[2])));
    }

    /// <summary>What is in the way of nobody stays small; what belongs to somebody does not belong here.</summary>
    [Fact]
    public void The_kernel_is_small_and_names_nothing_else_of_the_ground()
    {
        var kernel = Features.Where(file => file.Folders is ["Kernel"]).ToList();
        var others = Features.Where(file => file.Folders is ["Database" or "Http" or "Pipeline"])
            .Select(file => Path.GetFileNameWithoutExtension(file.Name)).ToList();

        Assert.InRange(kernel.Count, 1, 29);
        Assert.InRange(kernel.Sum(file => file.Text.Split('\n').Length), 1, 1000);
        Assert.NotEmpty(others);
        Assert.All(kernel, file => Assert.DoesNotMatch($@"\b({string.Join('|', others)})\b", file.Text));
    }

    [Fact]
    public void Handlers_leave_saving_to_the_pipeline() =>
        Assert.All(Slices, file => Assert.DoesNotContain("SaveChanges", file.Text, StringComparison.Ordinal));

    [Fact]
    public void Validators_ask_neither_the_database_nor_a_clock() =>
        Assert.All(
            Slices.Where(file => file.Name.EndsWith("Validator.cs", StringComparison.Ordinal)),
            file => Assert.DoesNotMatch("EngifyDbContext|TimeProvider|MustAsync", file.Text));

    [Fact]
    public void Time_comes_from_the_time_provider() =>
        Assert.All(
            Features.Concat(Api),
            file => Assert.DoesNotMatch(@"DateTime(Offset)?\.(Utc)?Now|DateTime\.Today", file.Text));

    [Fact]
    public void No_folder_says_nothing() =>
        Assert.All(
            Features.Concat(Api),
            file => Assert.DoesNotContain(file.Folders, folder =>
                folder is "Common" or "Shared" or "Utils" or "Helpers" or "Extensions" or "Services"));

    private static bool IsGround(string folder) => DependencyTests.Ground.Contains(folder);

    private static IEnumerable<string> Uses(SourceFile file) =>
        Regex.Matches(file.Text, @"^using (?:static )?([\w.]+);", RegexOptions.Multiline)
            .Select(match => match.Groups[1].Value);

    private static SourceFile[] Read(string project)
    {
        var folder = Path.Combine(Repository.Root, project);
        return
        [
            .. Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
                .Select(path => (Path: path, Relative: Path.GetRelativePath(folder, path)))
                .Select(file => new SourceFile(
                    Path.GetFileName(file.Path),
                    file.Relative.Split(Path.DirectorySeparatorChar)[..^1],
                    File.ReadAllText(file.Path)))
                .Where(file => file.Folders is not ["bin" or "obj", ..] and not ["Database", "Migrations"]),
        ];
    }

    private sealed record SourceFile(string Name, string[] Folders, string Text)
    {
        public override string ToString() => string.Join('/', [.. Folders, Name]);
    }
}
