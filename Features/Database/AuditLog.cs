using System.Diagnostics;

namespace Engify.Features.Database;

/// <summary>Records who did what. An entry is saved together with the rest of the transaction.</summary>
public sealed class AuditLog(EngifyDbContext db, Caller caller, TimeProvider clock)
{
    public const string Succeeded = "succeeded";

    /// <param name="action">The use case.</param>
    /// <param name="on">What it was done to.</param>
    /// <param name="refusal">The rule that refused it; null if it succeeded.</param>
    public void Write(string action, AuditedObject? on, Rule? refusal = null)
    {
        var now = clock.Now();
        db.Add(new AuditEntry
        {
            Id = Guid.CreateVersion7(now),
            OccurredAt = now,
            AccountId = caller.AccountId,
            Role = caller.Role,
            Address = caller.Address,
            Action = action,
            ObjectType = on?.Type,
            ObjectId = on?.Id?.ToString(),
            Details = on?.Details,
            Outcome = refusal?.Code ?? Succeeded,
            TraceId = Activity.Current?.TraceId.ToString(),
        });
    }
}
