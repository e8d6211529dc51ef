using Engify.Features.Institution;
using Engify.Features.Tas;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Engify.Features.Availability;

/// <summary>Finds TAs, and the zones on whose clocks their hours are.</summary>
internal sealed class TaClocks(EngifyDbContext db, Caller caller, IOptions<InstitutionOptions> institution)
{
    /// <summary>The IANA zone of this TA.</summary>
    public string ZoneOf(Ta ta) => ta.TimeZone ?? institution.Value.TimeZone;

    public TimeZoneInfo ClockOf(Ta ta) => institution.Value.GetZone(ta.TimeZone);

    /// <summary>This TA, for a caller who may see them: one who is inactive is seen by nobody else.</summary>
    public async Task<Ta> FindAsync(Guid taId, CancellationToken cancellationToken)
    {
        var seesAll = caller.IsAdmin || caller.IsTa(taId);
        var ta = await db.Tas.SingleOrDefaultAsync(ta => ta.Id == taId && (ta.IsActive || seesAll), cancellationToken);
        TaRules.Exists.Check(ta is not null);
        return ta;
    }

    /// <summary>
    /// This TA, for that TA and administrators, to change when they can be booked: who books them meanwhile comes
    /// first, or afterwards.
    /// </summary>
    public async Task<Ta> FindForChangeAsync(Guid taId, CancellationToken cancellationToken)
    {
        caller.MustBeTa(taId);
        var ta = await db.Tas.FindForChangeAsync(taId, cancellationToken);
        TaRules.Exists.Check(ta is not null);
        return ta;
    }
}
