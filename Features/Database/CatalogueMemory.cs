using System.Collections.Concurrent;

namespace Engify.Features.Database;

/// <summary>
/// What was read of the catalogue (courses, TAs, products, templates), until any of it changes. All is forgotten at once:
/// the catalogue is small and changes seldom. While nobody would tell us of a change, nothing is remembered.
/// </summary>
internal sealed class CatalogueMemory
{
    /// <summary>Room for each course's answers at a big school.</summary>
    private const int MaxAnswers = 20_000;

    private volatile ConcurrentDictionary<object, object>? answers;

    /// <param name="key">What is asked, with the equality of a value.</param>
    /// <param name="load">Reads it from the database.</param>
    public async ValueTask<T> GetAsync<T>(object key, Func<Task<T>> load)
    {
        // What a change overtakes while it is being read goes where nobody looks any more.
        var known = answers;
        if (known is null)
            return await load();
        if (known.TryGetValue(key, out var answer))
            return (T)answer;

        var loaded = await load();
        if (known.Count < MaxAnswers)
            known.TryAdd(key, loaded!);
        return loaded;
    }

    /// <summary>Forgets everything, and remembers from now on.</summary>
    public void BeginAnew() => answers = new();

    /// <summary>Forgets everything; it begins anew only where it was remembered.</summary>
    public void Forget()
    {
        if (answers is { } known)
            Interlocked.CompareExchange(ref answers, new(), known);
    }

    /// <summary>Forgets everything, and remembers nothing until it begins anew.</summary>
    public void Suspend() => answers = null;
}
