using CsCheck;

namespace Engify.Tests.Promises.Attacks;

/// <summary>Combines generators.</summary>
internal static class Gens
{
    /// <summary>One of each, in their order.</summary>
    public static Gen<IReadOnlyList<T>> All<T>(IEnumerable<Gen<T>> gens) =>
        gens.Aggregate(
            Gen.Const<IReadOnlyList<T>>([]),
            (all, gen) =>
                Gen.Select<IReadOnlyList<T>, T, IReadOnlyList<T>>(all, gen, (before, next) => [.. before, next]));
}
