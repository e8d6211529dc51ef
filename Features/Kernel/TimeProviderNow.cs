namespace Engify.Features.Kernel;

public static class TimeProviderNow
{
    /// <summary>
    /// The current instant, cut to whole microseconds: what PostgreSQL keeps, so that an answer made from memory
    /// equals the one read back later.
    /// </summary>
    public static DateTimeOffset Now(this TimeProvider clock) => clock.GetUtcNow().ToMicroseconds();

    /// <summary>The same instant in UTC, cut to whole microseconds.</summary>
    public static DateTimeOffset ToMicroseconds(this DateTimeOffset instant) =>
        new(instant.UtcTicks - instant.UtcTicks % TimeSpan.TicksPerMicrosecond, TimeSpan.Zero);
}
