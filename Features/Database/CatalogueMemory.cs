using System.Collections.Concurrent;

namespace Engify.Features.Database;

/// <summary>
/// Remembers what was read of the catalogue (courses, products, templates, TAs with their hours, terms, closures and
/// the rules of booking) until any of it changes. Everything is forgotten at once, because the catalogue is small and
/// seldom changes. Nothing is remembered while the listener is not connected.
/// </summary>
internal sealed class CatalogueMemory
{
    /// <summary>Enough for every course's answers at a large school.</summary>
    private const int MaxAnswers = 20_000;

    private volatile ConcurrentDictionary<object, object>? answers;

    /// <param name="key">What is asked, with the equality of a value.</param>
    /// <param name="load">Reads it from the database.</param>
    public async ValueTask<T> GetAsync<T>(object key, Func<Task<T>> load)
    {
        // If a change arrives while this is being read, the result goes into a dictionary that is no longer used.
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

    /// <summary>Forgets everything and starts to remember.</summary>
    public void BeginAnew() => answers = new();

    /// <summary>Forgets everything, and goes on remembering if it did before.</summary>
    public void Forget()
    {
        if (answers is { } known)
            Interlocked.CompareExchange(ref answers, new(), known);
    }

    /// <summary>Forgets everything and stops remembering until it is started again.</summary>
    public void Suspend() => answers = null;
}
