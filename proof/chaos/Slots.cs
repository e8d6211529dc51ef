namespace Engify.Chaos;

/// <summary>
/// Half hours, numbered. All that the driver books begins and ends on them, so that two sessions overlap exactly when
/// they share one.
/// </summary>
internal static class Slots
{
    public const int Minutes = 30;

    public static IEnumerable<long> Of(DateTimeOffset startsAt, int minutes)
    {
        var first = startsAt.ToUnixTimeSeconds() / (60 * Minutes);
        for (var number = 0; number < minutes / Minutes; number++)
            yield return first + number;
    }
}
