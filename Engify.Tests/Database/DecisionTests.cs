using System.Reflection;
using System.Runtime.CompilerServices;
using Engify.Features.Database;

namespace Engify.Tests.Database;

/// <summary>
/// The SQL of each decision, for people to read: <c>ENGIFY_WRITE_SQL=1 ./dev test database</c> writes it anew.
/// </summary>
public sealed class DecisionTests
{
    private static readonly FieldInfo[] Fields =
    [
        .. typeof(EngifyDbContext).Assembly.GetTypes()
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(field => field.FieldType is { IsGenericType: true } type
                && type.GetGenericTypeDefinition() == typeof(Decision<>)),
    ];

    /// <summary>The statement of each decision, by the name of its use case.</summary>
    public static IReadOnlyDictionary<string, string> Decisions { get; } =
        Fields.ToDictionary(NameOf, field => Read<string>(field, nameof(Decision<>.Sql)));

    /// <summary>The rules of each decision.</summary>
    public static IEnumerable<(string Decision, string Code)> Rules =>
        from decision in Fields
        from rule in Read<IReadOnlyList<Rule>>(decision, nameof(Decision<>.Rules))
        select (NameOf(decision), rule.Code);

    public static TheoryData<string> Names => [.. Decisions.Keys];

    [Fact]
    public void Each_decision_has_its_file_and_each_file_its_decision() => Assert.Equal(
        Decisions.Keys.Order(),
        Directory.EnumerateFiles(Folder(), "*.sql").Select(path => Path.GetFileNameWithoutExtension(path)).Order());

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_sql_reads_as_written_down(string name)
    {
        var path = Path.Combine(Folder(), $"{name}.sql");
        if (Environment.GetEnvironmentVariable("ENGIFY_WRITE_SQL") is { Length: > 0 })
            await File.WriteAllTextAsync(path, Decisions[name] + "\n");

        Assert.Equal(await File.ReadAllTextAsync(path), Decisions[name] + "\n");
    }

    private static string NameOf(FieldInfo decision) =>
        decision.DeclaringType!.Name.Replace("Handler", "", StringComparison.Ordinal);

    private static T Read<T>(FieldInfo decision, string property) =>
        (T)decision.FieldType.GetProperty(property)!.GetValue(decision.GetValue(null))!;

    private static string Folder([CallerFilePath] string path = "") =>
        Path.Combine(Path.GetDirectoryName(path)!, "Decisions");
}
