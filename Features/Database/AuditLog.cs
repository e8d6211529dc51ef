using System.Diagnostics;
using Microsoft.EntityFrameworkCore;

namespace Engify.Features.Database;

/// <summary>Records who did what.</summary>
public sealed class AuditLog(EngifyDbContext db, Caller caller, TimeProvider clock)
{
    public const string Succeeded = "succeeded";

    /// <summary>Records it together with the rest of the transaction.</summary>
    /// <param name="action">The use case.</param>
    /// <param name="on">What it was done to.</param>
    /// <param name="refusal">The rule that refused it; null if it succeeded.</param>
    public void Write(string action, AuditedObject? on, Rule? refusal = null)
    {
        var now = clock.Now();
        db.LastRows.Add(db.Model, new AuditEntry
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

    /// <summary>Records at once, outside any transaction, what a rule refused.</summary>
    public async Task WriteRefusalAsync(
        string action, AuditedObject? on, Rule refusal, CancellationToken cancellationToken)
    {
        Write(action, on, refusal);
        try
        {
            await db.Database.CreateExecutionStrategy().ExecuteAsync(db.SendLastRowsAsync, cancellationToken);
        }
        finally
        {
            db.LastRows.Clear();
        }
    }
}
