using Engify.Features.Bookings;
using Engify.Features.Institution;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Engify.Features.Closures;

/// <summary>Keeps the days of closures free of group sessions.</summary>
internal sealed class ClosedDays(
    EngifyDbContext db, TextProtection protection, TimeProvider clock, IOptions<InstitutionOptions> institution)
{
    /// <summary>
    /// Closures change one after the other, and not while sessions are being scheduled: they would not know of it.
    /// </summary>
    public Task HoldForChangeAsync(CancellationToken cancellationToken) => db.WaitAsync(
        LockTarget.Closures, $"LOCK TABLE closures IN SHARE ROW EXCLUSIVE MODE", cancellationToken);

    /// <summary>The periods of the closures that are not over. None changes until the transaction ends.</summary>
    public async Task<IReadOnlyList<Period>> HoldAsync(CancellationToken cancellationToken)
    {
        await db.WaitAsync(LockTarget.Closures, $"LOCK TABLE closures IN SHARE MODE", cancellationToken);
        var zone = institution.Value.GetZone();
        var yesterday = DateOnly.FromDateTime(clock.Now().UtcDateTime).AddDays(-1);
        var closures = await db.Closures.Where(closure => closure.EndsOn >= yesterday).ToListAsync(cancellationToken);
        return [.. closures.Select(closure => closure.PeriodIn(zone)).OfType<Period>()];
    }

    /// <summary>
    /// Takes the group sessions that nobody has joined off these days, and lists the sessions that stay. Whoever joins
    /// one meanwhile comes first, and it stays, or finds it gone.
    /// </summary>
    public async Task<ClosedDaysResponse> ClearAsync(Closure closure, CancellationToken cancellationToken)
    {
        var now = clock.Now();
        if (closure.PeriodIn(institution.Value.GetZone()) is not { } period)
            return new ClosedDaysResponse(ClosureResponse.From(closure), 0, []);

        // A session that is being booked may have been judged before the closure. It is written first, and listed; what
        // is booked later waits, and is refused.
        await db.WaitAsync(
            LockTarget.Closures, $"LOCK TABLE bookings IN SHARE ROW EXCLUSIVE MODE", cancellationToken);
        var removed = await db.Bookings.Overlapping(period)
            .Where(booking => booking.SessionType == SessionType.Group && booking.StudentCount == 0
                && booking.StartsAt > now)
            .ExecuteDeleteAsync(cancellationToken);
        var affected = await db.Bookings.Where(booking => booking.StudentCount > 0)
            .ListAffectedAsync(period, now, protection, cancellationToken);
        return new ClosedDaysResponse(ClosureResponse.From(closure), removed, affected);
    }
}
