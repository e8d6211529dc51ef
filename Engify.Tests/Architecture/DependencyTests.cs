namespace Engify.Tests.Architecture;

/// <summary>
/// Who uses whom, as the compiled code shows it: global usings hide it from whoever reads the sources. Constants are
/// not there any more; <see cref="SourceTests"/> look for those.
/// </summary>
public sealed class DependencyTests
{
    public static readonly string[] Ground = ["Database", "Http", "Kernel", "Pipeline"];

    private static readonly IReadOnlyList<CompiledType> Types = CompiledType.Read();

    private static readonly CompiledType[] OfTheGround = [.. Types.Where(type => IsGround(type.Folders))];
    private static readonly CompiledType[] OfSlices = [.. Types.Where(type => IsSlice(type.Folders))];
    private static readonly CompiledType[] Shared =
        [.. Types.Where(type => !IsGround(type.Folders) && !IsSlice(type.Folders))];

    [Fact]
    public void There_are_types_to_look_at()
    {
        Assert.Equal(Ground, OfTheGround.Select(type => type.Folders[0]).Distinct().Order());
        Assert.True(OfSlices.Length > 80);
        Assert.True(Shared.Length > 50);
        Assert.True(Types.Sum(type => type.Uses.Count) > 1000);
        // Through a constructor, a method's body that the compiler rewrote, a type's argument, and an attribute.
        Assert.Contains(Used("CreateIndividualBookingHandler"), used => used.Name == "Decisions");
        Assert.Contains(Used("CreateIndividualBookingHandler"), used => used.Name == "Calendar");
        Assert.Contains(Used("ListTaBookingsEndpoint"), used => used.Name == "BookingDetailsResponse");
        Assert.Contains(Used("ListTaBookingsHandler"), used => used.Name == "TaRules");
    }

    [Fact]
    public void The_ground_uses_no_area() =>
        Assert.All(
            // The one list of all entities.
            OfTheGround.Where(type => type.Name != "EngifyDbContext"),
            type => ShouldUseNone(type, used => !IsGround(used)));

    [Fact]
    public void The_kernel_uses_nothing_else_of_the_ground() =>
        Assert.All(
            OfTheGround.Where(type => type.Folders[0] == "Kernel"),
            type => ShouldUseNone(type, used => used[0] != "Kernel"));

    [Fact]
    public void Nothing_else_of_the_ground_uses_the_pipeline() =>
        Assert.All(
            OfTheGround.Where(type => type.Folders[0] != "Pipeline"),
            type => ShouldUseNone(type, used => used[0] == "Pipeline"));

    [Fact]
    public void No_slice_uses_another_slice() =>
        Assert.All(OfSlices, type => ShouldUseNone(type, used => IsSlice(used) && !used.SequenceEqual(type.Folders)));

    /// <summary>But for an area's class, which may register what its slices share with nobody.</summary>
    [Fact]
    public void What_an_area_shares_uses_no_slice()
    {
        Assert.All(Shared.Where(type => !type.IsArea), type => ShouldUseNone(type, IsSlice));
        Assert.All(
            Shared.Where(type => type.IsArea),
            type => ShouldUseNone(type, used => IsSlice(used) && used[0] != type.Folders[0]));
    }

    [Fact]
    public void What_the_areas_share_forms_no_cycle()
    {
        var uses = Shared.GroupBy(type => type.Folders[0]).ToDictionary(
            area => area.Key,
            area => area.SelectMany(type => type.Uses).Where(used => !IsGround(used.Folders) && !IsSlice(used.Folders))
                .Select(used => used.Folders[0]).Where(used => used != area.Key).ToHashSet());
        Assert.True(uses.Values.Sum(used => used.Count) > 10);

        while (uses.Keys.Where(area => uses[area].All(used => !uses.ContainsKey(used))).ToList() is { Count: > 0 } done)
            done.ForEach(area => uses.Remove(area));
        Assert.Empty(uses.Select(area => $"{area.Key} → {string.Join(", ", area.Value.Where(uses.ContainsKey))}"));
    }

    [Fact]
    public void The_pipeline_holds_behaviors_and_the_two_markers_only() =>
        Assert.Equal(
            ["ICommand`1", "IQuery`1"],
            OfTheGround.Where(type => type.Folders[0] == "Pipeline").Select(type => type.Name)
                .Where(name => !name.EndsWith("Behavior`2", StringComparison.Ordinal)).Order());

    private static IReadOnlyList<CompiledName> Used(string name) => Types.Single(type => type.Name == name).Uses;

    private static bool IsGround(string[] folders) => Ground.Contains(folders[0]);

    private static bool IsSlice(string[] folders) => !IsGround(folders) && folders.Length == 2;

    private static void ShouldUseNone(CompiledType type, Func<string[], bool> forbidden) =>
        Assert.DoesNotContain(type.Uses, used => forbidden(used.Folders));
}
